"""Validation of packs: shape, ids, weights, languages and placeholders; findings name line and reason."""

from __future__ import annotations

import math
import re
from typing import Any

from coachtui.content.locate import Path, line_of
from coachtui.content.meaning import check_meaning
from coachtui.content.names import Known, pack_name
from coachtui.content.shape import LANGUAGES, Field, Shape
from coachtui.content.shapes import CATALOGUES, FORM, MODEL
from coachtui.domain.toml_text import read_toml
from coachtui.domain.value import dataclass

_IDENT = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_AT_LINE = re.compile(r"at line (\d+)")
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFinding:
    """A fault in a pack.

    Attributes:
        line: Line in the file, from 1.
        reason: Stable code of the fault.
        key: The key it is about, dotted; empty for the file as a whole.
    """

    line: int
    reason: str
    key: str = ""


def check_pack(
    text: str, filename: str, *, shipped: bool = True, known: Known | None = None
) -> list[PackFinding]:
    """Return all faults of a pack, by line; empty for a valid one.

    Args:
        text: The pack as TOML.
        filename: Its name; a shipped pack is named after its kind and id.
        shipped: Whether all five languages are needed; a centre's own pack may have one (R12).
        known: Ids the pack may refer to.
    """
    return parse_pack(text, filename, shipped=shipped, known=known)[1]


def parse_pack(
    text: str, filename: str, *, shipped: bool, known: Known | None = None
) -> tuple[dict[str, Any], list[PackFinding]]:
    """Return the tables of a pack, and its faults; for arguments see ``check_pack``."""
    try:
        pack = read_toml(text)
    except ValueError as error:
        return {}, [PackFinding(line=_line_of_error(str(error), text), reason="not_toml")]
    check = _Check(shipped=shipped, known=known or {})
    check.pack(pack, filename)
    located = [
        PackFinding(line=line_of(text, path), reason=reason, key=_dotted(path))
        for path, reason in check.found
    ]
    return pack, sorted(located, key=lambda finding: finding.line)


def _line_of_error(message: str, text: str) -> int:
    found = _AT_LINE.search(message)
    return int(found[1]) if found else max(1, text.count("\n"))


def _dotted(path: Path) -> str:
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


class _Check:
    """One validation of a pack; findings are collected as (path, reason)."""

    def __init__(self, *, shipped: bool, known: Known) -> None:
        self.found: list[tuple[Path, str]] = []
        self._shipped = shipped
        self._known = known

    def pack(self, pack: dict[str, Any], filename: str) -> None:
        """Validate the whole pack; its meaning only if its shape is valid."""
        kind = pack.get("kind")
        if kind == "catalogue":
            shape = CATALOGUES.get(str(pack.get("id")))
        else:
            shape = {"form": FORM, "model": MODEL}.get(str(kind))
        if shape is None:
            self._find(("id",) if kind == "catalogue" else ("kind",), "unknown_kind")
            return
        self._table(pack, shape, ())
        if self.found:
            return
        if self._shipped and filename != pack_name(str(kind), pack["id"]):
            self._find(("id",), "file_named_otherwise")
        self.found += check_meaning(pack)

    def _find(self, path: Path, reason: str) -> None:
        self.found.append((path, reason))

    def _table(self, table: dict[str, Any], shape: Shape, path: Path) -> None:
        for key in table:
            if key not in shape:
                self._find((*path, key), "unknown_key")
        for key, field in shape.items():
            if key in table:
                self._value(table[key], field, (*path, key))
            elif field.required:
                self._find((*path, key), "key_missing")

    def _value(self, value: object, field: Field, path: Path) -> None:
        """Check one value by the kind of its field."""
        match field.kind:
            case "text":
                self._text(value, path, with_id=False)
            case "texts" | "tables":
                self._list(value, field, path)
            case "ident" | "word":
                self._word(value, field, path)
            case "words":
                if not isinstance(value, list):
                    self._find(path, "wrong_type")
                    return
                for position, word in enumerate(value):
                    self._word(word, field, (*path, position))
            case "flag":
                if not isinstance(value, bool):
                    self._find(path, "wrong_type")
            case _:
                self._number(value, field, path)

    def _word(self, value: object, field: Field, path: Path) -> None:
        if not isinstance(value, str):
            self._find(path, "wrong_type")
        elif field.kind == "ident":
            if not _IDENT.fullmatch(value):
                self._find(path, "bad_id")
        elif field.choices and value not in field.choices:
            self._find(path, "unknown_word")
        elif field.refers and field.refers in self._known and value not in self._known[field.refers]:
            self._find(path, "unknown_id")
        elif not value.isprintable() or not value:
            self._find(path, "bad_text")

    def _number(self, value: object, field: Field, path: Path) -> None:
        allowed = (int,) if field.kind == "whole" else (int, float)
        if isinstance(value, bool) or not isinstance(value, allowed):
            self._find(path, "wrong_type")
        elif not math.isfinite(value) or not field.low <= value <= field.high:
            self._find(path, "out_of_range")

    def _list(self, value: object, field: Field, path: Path) -> None:
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self._find(path, "wrong_type")
            return
        if not value:
            self._find(path, "empty")
        seen: set[object] = set()
        for position, entry in enumerate(value):
            here = (*path, position)
            if field.of is None:
                self._text(entry, here, with_id=True)
            else:
                self._table(entry, field.of, here)
            ident = entry.get("id")
            if isinstance(ident, str):
                if ident in seen:
                    self._find((*here, "id"), "id_twice")
                seen.add(ident)

    def _text(self, value: object, path: Path, *, with_id: bool) -> None:
        if not isinstance(value, dict):
            self._find(path, "wrong_type")
            return
        wording = value
        if with_id:
            self._word(value.get("id"), Field(kind="ident"), (*path, "id"))
            wording = {tag: text for tag, text in value.items() if tag != "id"}
        for tag, text in wording.items():
            if tag not in LANGUAGES:
                self._find((*path, tag), "unknown_language")
            elif not isinstance(text, str):
                self._find((*path, tag), "wrong_type")
            elif not text.strip() or not text.replace(_NO_BREAK_SPACE, " ").isprintable():
                self._find((*path, tag), "bad_text")
        if not wording or (self._shipped and len(wording) < len(LANGUAGES)):
            self._find(path, "language_missing")
        self._placeholders(wording, path)

    def _placeholders(self, wording: dict[str, Any], path: Path) -> None:
        expected: list[str] | None = None
        for tag, text in wording.items():
            here = sorted(_PLACEHOLDER.findall(text)) if isinstance(text, str) and "{" in text else []
            if expected is None:
                expected = here
            elif here != expected:
                self._find((*path, tag), "placeholders_differ")
