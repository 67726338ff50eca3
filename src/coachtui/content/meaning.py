"""Semantic validation of a pack: ids, weights and orders that must fit together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from coachtui.content.locate import Path

Findings = Iterator[tuple[Path, str]]
"""Findings, each a path in the pack and a reason."""


def check_meaning(pack: dict[str, Any]) -> Findings:
    """Yield the semantic faults of a pack whose shape is valid."""
    match pack["kind"], pack["id"]:
        case "form", _:
            yield from _form(pack)
        case "model", _:
            yield from _model(pack)
        case _, "answer-types":
            yield from _answer_types(pack)


def _form(form: dict[str, Any]) -> Findings:
    """Yield the faults of a form: ids, weights, phases and who fills it in."""
    scored = form.get("scored", True)
    items: set[str] = set()
    for s, section in enumerate(form["sections"]):
        path: Path = ("sections", s)
        for i, item in enumerate(section["items"]):
            if item["id"] in items:
                yield (*path, "items", i, "id"), "id_twice"
            items.add(item["id"])
            yield from _item(item, (*path, "items", i), scored=scored)
        if scored:
            yield from _sum(section["items"], section.get("weight"), (*path, "weight"))
    if scored:
        yield from _sum(form["sections"], form.get("total_weight"), ("total_weight",))
    sections = {section["id"] for section in form["sections"]}
    for p, phase in enumerate(form.get("phases", ())):
        if phase not in sections:
            yield ("phases", p), "unknown_id"
    if form.get("private_to_agent", False) and form["raters"] != ["agent"]:
        yield ("raters",), "private_by_others"


def _item(item: dict[str, Any], path: Path, *, scored: bool) -> Findings:
    is_critical = item["type"] == "critical"
    if is_critical and "critical" not in item:
        yield (*path, "critical"), "key_missing"
    if is_critical and item.get("weight", 0) != 0:
        yield (*path, "weight"), "critical_weighs"
    if "critical_below" in item and "critical" not in item:
        yield (*path, "critical_below"), "unknown_key"
    if scored and "weight" not in item:
        yield (*path, "weight"), "key_missing"
    if not scored and item.get("weight", 0) != 0:
        yield (*path, "weight"), "unscored_weighs"


def _sum(parts: list[dict[str, Any]], total: float | None, path: Path) -> Findings:
    """Yield a finding unless the weights of the parts add up to the total."""
    if total is None:
        yield path, "key_missing"
    elif not math.isclose(sum(part.get("weight", 0) for part in parts), total, abs_tol=1e-9):
        yield path, "weights_differ"


def _model(model: dict[str, Any]) -> Findings:
    if model["order"] != [step["id"] for step in model["steps"]]:
        yield ("order",), "order_differs"
    prompts: set[str] = set()
    for s, step in enumerate(model["steps"]):
        if step["order"] != s + 1:
            yield ("steps", s, "order"), "order_differs"
        for p, prompt in enumerate(step["prompts"]):
            if prompt["id"] in prompts:
                yield ("steps", s, "prompts", p, "id"), "id_twice"
            prompts.add(prompt["id"])


def _answer_types(catalogue: dict[str, Any]) -> Findings:
    for t, answer_type in enumerate(catalogue["types"]):
        digits: set[int] = set()
        for v, value in enumerate(answer_type.get("values", ())):
            path: Path = ("types", t, "values", v)
            if value["value"] in digits:
                yield (*path, "value"), "id_twice"
            digits.add(value["value"])
            if answer_type["scored"] != ("fraction" in value):
                yield (*path, "fraction"), "fraction_missing_or_extra"
