"""The shapes of forms, models and every catalogue that is shipped."""

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
    between,
    each_known,
    known,
    maybe,
    one_of,
    tables,
)

if TYPE_CHECKING:
    from coachtui.content.shape import Shape

_ROLES = frozenset({"lead", "agent", "observer", "colleague"})

_ROOT: Shape = {
    "id": IDENT,
    "version": between(1, 1_000_000, "whole"),
    "kind": one_of("form", "model", "catalogue"),
    "source": maybe(WORDS),
    "name": TEXT,
}

FORM: Shape = {
    **_ROOT,
    "module": maybe(known("modules")),
    "raters": Field(kind="words", choices=_ROLES),
    "intro": maybe(TEXT),
    "total_weight": maybe(NUMBER),
    "scored": maybe(FLAG),
    "private_to_agent": maybe(FLAG),
    "phases": maybe(WORDS),
    "sections": tables(
        name=TEXT,
        weight=maybe(NUMBER),
        aim=maybe(TEXT),
        items=tables(
            type=known("answer-types"),
            weight=maybe(NUMBER),
            na=FLAG,
            critical=maybe(one_of("customer", "business", "compliance")),
            critical_below=maybe(between(0, 1)),
            reverse=maybe(FLAG),
            label=TEXT,
            cue=maybe(TEXT),
        ),
    ),
}

MODEL: Shape = {
    **_ROOT,
    "order": WORDS,
    "tagline": TEXT,
    "use_when": TEXT,
    "scale_min": maybe(WHOLE),
    "scale_max": maybe(WHOLE),
    "scale_low": maybe(TEXT),
    "scale_high": maybe(TEXT),
    "steps": tables(
        letter=WORD,
        order=WHOLE,
        records=each_known("fields"),
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
            min=maybe(WHOLE),
            max=maybe(WHOLE),
            values=maybe(
                tables(value=between(0, 9, "whole"), fraction=maybe(between(0, 1)), label=TEXT),
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
        "parts": tables(name=TEXT, order=WHOLE, needs=TEXT, records=each_known("fields"), checks=TEXTS),
    },
    "matrices": {
        "matrices": tables(
            name=TEXT,
            module=known("modules"),
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
        "order": each_known("modules"),
        "modules": tables(
            name=TEXT,
            number=WHOLE,
            form=known("forms"),
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
            level=one_of("block", "alert", "warning", "info"), source=maybe(WORDS), text=TEXT
        ),
    },
    "role-plays": {
        "how": TEXT,
        "scenarios": tables(
            title=TEXT,
            module=known("modules"),
            level=WHOLE,
            minutes=WHOLE,
            skills=each_known("items"),
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
        "parts": tables(name=TEXT, links_to=maybe(known("catalogues")), points=tables(name=TEXT)),
    },
    "techniques": {"cards": tables(name=TEXT, module=known("modules"), how=TEXT)},
}

CATALOGUES: dict[str, Shape] = {name: {**_ROOT, **shape} for name, shape in _CATALOGUES.items()}
"""By catalogue id."""
