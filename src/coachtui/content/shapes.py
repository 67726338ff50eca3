"""The shapes of forms, models and all shipped catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.content.shape import (
    FLAG,
    IDENT,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    WORD,
    WORDS,
    Field,
    known_id,
    known_ids,
    number_between,
    one_of,
    optional,
    tables,
)

if TYPE_CHECKING:
    from coachtui.content.shape import Shape

_ROLES = frozenset({"lead", "agent", "observer", "colleague"})

_ROOT: Shape = {
    "id": IDENT,
    "version": number_between(1, 1_000_000, "whole"),
    "kind": one_of("form", "model", "catalogue"),
    "source": optional(WORDS),
    "name": TEXT,
}

FORM: Shape = {
    **_ROOT,
    "module": optional(known_id("modules")),
    "raters": Field(kind="words", choices=_ROLES),
    "intro": optional(TEXT),
    "total_weight": optional(NUMBER),
    "scored": optional(FLAG),
    "private_to_agent": optional(FLAG),
    "phases": optional(WORDS),
    "sections": tables(
        name=TEXT,
        weight=optional(NUMBER),
        aim=optional(TEXT),
        items=tables(
            type=known_id("answer-types"),
            weight=optional(NUMBER),
            na=FLAG,
            critical=optional(one_of("customer", "business", "compliance")),
            critical_below=optional(number_between(0, 1)),
            reverse=optional(FLAG),
            label=TEXT,
            cue=optional(TEXT),
        ),
    ),
}

MODEL: Shape = {
    **_ROOT,
    "order": WORDS,
    "tagline": TEXT,
    "use_when": TEXT,
    "scale_min": optional(WHOLE),
    "scale_max": optional(WHOLE),
    "scale_low": optional(TEXT),
    "scale_high": optional(TEXT),
    "steps": tables(
        letter=WORD,
        order=WHOLE,
        records=known_ids("fields"),
        name=TEXT,
        purpose=TEXT,
        lead_do=TEXT,
        done_when=TEXT,
        prompts=TEXTS,
    ),
}

_CATALOGUES: dict[str, Shape] = {
    "answer-types": {
        "types": tables(
            name=TEXT,
            scored=FLAG,
            min=optional(WHOLE),
            max=optional(WHOLE),
            values=optional(
                tables(
                    value=number_between(0, 9, "whole"), fraction=optional(number_between(0, 1)), label=TEXT
                ),
            ),
        ),
    },
    "badges": {
        "principle": TEXT,
        "negative_points": FLAG,
        "board_default": one_of("on", "off"),
        "board_max_places": WHOLE,
        "rules": tables(
            name=TEXT,
            who=one_of("agent", "lead"),
            points=WHOLE,
            cap_count=WHOLE,
            cap_period=one_of("week", "month"),
            automatic=FLAG,
        ),
        "badges": tables(name=TEXT, who=one_of("agent", "lead"), needs=WORD, count=WHOLE, earn=TEXT),
    },
    "behaviour-types": {
        "warning": TEXT,
        "types": tables(name=TEXT, hear=TEXT, mirror=TEXT, steer=TEXT),
        "exercise": tables(name=TEXT, text=TEXT, steps=TEXTS),
    },
    "failure-reasons": {"intro": TEXT, "reasons": tables(name=TEXT, computed=FLAG, sign=TEXT)},
    "feedback-methods": {
        "methods": tables(
            name=TEXT, text=TEXT, covert=FLAG, notice_required=FLAG, recording=FLAG, remote=FLAG
        ),
    },
    "feedback-prompts": {"groups": tables(name=TEXT, prompts=TEXTS)},
    "fields": {"fields": tables(text=TEXT)},
    "flow": {
        "parts": tables(name=TEXT, order=WHOLE, needs=TEXT, records=known_ids("fields"), checks=TEXTS),
    },
    "matrices": {
        "matrices": tables(
            name=TEXT,
            module=known_id("modules"),
            x_axis=WORD,
            y_axis=WORD,
            use=TEXT,
            cells=tables(x=FLAG, y=FLAG, label=TEXT),
        ),
    },
    "measures": {
        "rule": TEXT,
        "groups": tables(
            name=TEXT,
            measures=tables(
                name=TEXT,
                level=one_of("agent", "team", "centre", "any"),
                unit=WORD,
                better=one_of("up", "down", "neutral"),
            ),
        ),
    },
    "modules": {
        "rule": TEXT,
        "min_months": WHOLE,
        "one_at_a_time": FLAG,
        "order": known_ids("modules"),
        "modules": tables(
            name=TEXT,
            number=WHOLE,
            form=known_id("forms"),
            tools=WORDS,
            short=TEXT,
            covers=TEXT,
            tool_names=TEXTS,
        ),
    },
    "pitfalls": {
        "intro": TEXT,
        "pitfalls": tables(name=TEXT, side=one_of("lead", "agent"), sign=TEXT, way_out=TEXT),
    },
    "privacy": {"texts": tables(text=TEXT)},
    "reminders": {
        "reminders": tables(
            level=one_of("block", "alert", "warning", "info"), source=optional(WORDS), text=TEXT
        ),
    },
    "role-plays": {
        "how": TEXT,
        "scenarios": tables(
            title=TEXT,
            module=known_id("modules"),
            level=WHOLE,
            minutes=WHOLE,
            skills=known_ids("items"),
            agent_brief=TEXT,
            customer_brief=TEXT,
            success=TEXTS,
        ),
    },
    "root-causes": {
        "rule": TEXT,
        "causes": tables(name=TEXT, question=TEXT, fits=TEXT, does_not_fit=TEXT, cues=TEXTS, prompts=TEXTS),
    },
    "self-coaching": {"prompts": tables(text=TEXT)},
    "smart": {"criteria": tables(name=TEXT, letter=WORD, check=TEXT)},
    "stress-plan": {"private_to_agent": FLAG, "note": TEXT, "fields": tables(label=TEXT, required=FLAG)},
    "structure": {
        "intro": TEXT,
        "parts": tables(name=TEXT, links_to=optional(known_id("catalogues")), points=tables(name=TEXT)),
    },
    "techniques": {"cards": tables(name=TEXT, module=known_id("modules"), how=TEXT)},
}

CATALOGUES: dict[str, Shape] = {name: {**_ROOT, **shape} for name, shape in _CATALOGUES.items()}
"""By catalogue id."""
