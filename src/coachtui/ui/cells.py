"""Fits, pads and wraps text by the cells it takes in a terminal; a Chinese character takes two (R12)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size

from coachtui.domain.names.namesakes import name_with_mark

ELLIPSIS = "…"
_NO_START = frozenset("，。、；：！？）》」』】”’…,.;:!?)]}%")
_NO_END = frozenset("（《「『【“‘([{")


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Return ``text`` in exactly ``width`` cells: padded, or cut at a whole character with an ellipsis."""
    size = cell_len(text)
    if size > width:
        if width <= 1:
            return set_cell_size(text, max(0, width))
        return set_cell_size(_cut(text, width - 1) + ELLIPSIS, width)
    pad = " " * (width - size)
    return pad + text if align == "right" else text + pad


def fit_named(name: str, mark: str, width: int) -> str:
    """Return a name in exactly ``width`` cells; its mark, which tells it apart from others, is never cut."""
    return fit_before(name, name_with_mark("", mark), width)


def fit_before(text: str, tail: str, width: int) -> str:
    """Return a text and its tail in exactly ``width`` cells; the text is cut before the tail is."""
    room = width - cell_len(tail)
    if cell_len(text) <= room or room <= 1:
        return fit(text + tail, width)
    return fit(text, room) + tail


def _cut(text: str, width: int) -> str:
    """Return the longest start of ``text`` that takes at most ``width`` cells."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:index].rstrip()
    return text


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Break ``text`` into lines of at most ``width`` cells.

    Breaks at spaces and between Chinese characters; a line never starts with closing nor ends with
    opening punctuation unless a single character is all that fits. Newlines are kept.

    Args:
        text: Without control characters but newlines.
        width: Cells, at least 2 (less is treated as 2).

    Returns:
        At least one line; none wider than ``width``.
    """
    width = max(2, width)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width))
    return tuple(lines)


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    if cell_len(paragraph) <= width:
        return [paragraph]
    lines: list[str] = []
    line = ""
    for piece in _pieces(paragraph):
        if cell_len(line + piece.rstrip()) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = piece.lstrip()
        while cell_len(line.rstrip()) > width:
            head = _hard_cut(line, width)
            lines.append(head)
            line = line[len(head) :]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _hard_cut(text: str, width: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width and index:
            return text[:index]
    return text


def _pieces(text: str) -> list[str]:
    """Split a paragraph where a line may break; a piece keeps the spaces after it."""
    pieces: list[str] = []
    piece = ""
    for index, character in enumerate(text):
        piece += character
        after = text[index + 1 : index + 2]
        if not after or after == " " or after in _NO_START or character in _NO_END:
            continue
        if character == " " or _wide(character) or _wide(after):
            pieces.append(piece)
            piece = ""
    if piece:
        pieces.append(piece)
    return pieces


def _wide(character: str) -> bool:
    return cell_len(character) == 2
