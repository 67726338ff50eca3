"""Conversion of a validated pack's tables into a form, model or catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui.domain.form import AnswerType, AnswerValue, Form, Item, Section
from coachtui.domain.method import FeedbackMethod
from coachtui.domain.model import Model, ModelStep, Prompt, RecordField
from coachtui.domain.toml_text import read_toml
from coachtui.domain.wording import Wording

AnswerTypes = Mapping[str, AnswerType]
Labels = Mapping[str, Wording]


def form_of(pack: dict[str, Any], answer_types: AnswerTypes, source: str) -> Form:
    """Return the form in a validated pack; ``source`` is its text."""
    return Form(
        id=pack["id"],
        version=pack["version"],
        name=pack["name"],
        sections=tuple(_section(section, answer_types) for section in pack["sections"]),
        phases=tuple(pack.get("phases", ())),
        raters=tuple(pack["raters"]),
        scored=pack.get("scored", True),
        private_to_agent=pack.get("private_to_agent", False),
        intro=pack.get("intro", {}),
        source=source,
    )


def _section(section: dict[str, Any], answer_types: AnswerTypes) -> Section:
    return Section(
        id=section["id"],
        name=section["name"],
        weight=section.get("weight", 0),
        items=tuple(_item(item, answer_types) for item in section["items"]),
        aim=section.get("aim", {}),
    )


def _item(item: dict[str, Any], answer_types: AnswerTypes) -> Item:
    return Item(
        id=item["id"],
        answer_type=answer_types[item["type"]],
        weight=item.get("weight", 0),
        na=item["na"],
        label=item["label"],
        cue=item.get("cue", {}),
        critical=item.get("critical"),
        critical_below=item.get("critical_below", 0.5),
        reverse=item.get("reverse", False),
    )


def model_of(pack: dict[str, Any], labels: Labels, source: str) -> Model:
    """Return the model in a validated pack; ``labels`` are the names of its fields."""
    return Model(
        id=pack["id"],
        version=pack["version"],
        name=pack["name"],
        tagline=pack["tagline"],
        use_when=pack["use_when"],
        steps=tuple(_step(step, labels) for step in pack.get("steps", ())),
        source=source,
    )


def headline_of(text: str) -> Model:
    """Return a shipped model without its steps, parsing only the head of its pack (R37)."""
    head = text.partition("\n[[")[0]
    return model_of(read_toml(head), {}, text)


def _step(step: dict[str, Any], labels: Labels) -> ModelStep:
    return ModelStep(
        id=step["id"],
        letter=step["letter"],
        name=step["name"],
        purpose=step["purpose"],
        lead_do=step["lead_do"],
        done_when=step["done_when"],
        fields=tuple(RecordField(id=field, label=labels[field]) for field in step["records"]),
        prompts=tuple(Prompt(id=prompt["id"], text=_without_id(prompt)) for prompt in step["prompts"]),
    )


def _without_id(text: dict[str, str]) -> Wording:
    return {tag: words for tag, words in text.items() if tag != "id"}


def answer_types_of(pack: dict[str, Any]) -> dict[str, AnswerType]:
    """Return the answer types in their validated catalogue, by id."""
    return {
        entry["id"]: AnswerType(
            id=entry["id"],
            name=entry["name"],
            values=tuple(
                AnswerValue(
                    id=value["id"],
                    value=value["value"],
                    label=value["label"],
                    fraction=value.get("fraction"),
                )
                for value in entry.get("values", ())
            ),
            scored=entry["scored"],
        )
        for entry in pack["types"]
    }


def checks_of(pack: dict[str, Any]) -> tuple[tuple[str, Wording, Wording], ...]:
    """Return letter, name and question of every check in the SMART catalogue, in order (R40)."""
    return tuple((entry["letter"], entry["name"], entry["check"]) for entry in pack["criteria"])


def methods_of(pack: dict[str, Any]) -> tuple[FeedbackMethod, ...]:
    """Return the feedback methods in their validated catalogue, in order (R60)."""
    return tuple(
        FeedbackMethod(
            id=entry["id"],
            name=entry["name"],
            text=entry["text"],
            covert=entry["covert"],
            recording=entry["recording"],
            remote=entry["remote"],
            notice_required=entry["notice_required"],
        )
        for entry in pack["methods"]
    )


def texts_of(pack: dict[str, Any]) -> dict[str, Wording]:
    """Return the main text of every entry of a validated catalogue, by id.

    The main text is ``text`` where there is one, else ``name``, ``label`` or ``title``.
    """
    return {
        entry["id"]: next(entry[key] for key in ("text", "name", "label", "title") if key in entry)
        for entries in pack.values()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict)
    }
