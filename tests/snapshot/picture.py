"""A screen as text that a person can review: what stands where, then in which style.

``COACHTUI_SNAPSHOT_UPDATE=1`` writes the pictures anew; look at the difference before you keep it.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

UPDATE = bool(os.environ.get("COACHTUI_SNAPSHOT_UPDATE"))
PICTURES = Path(__file__).parent / "pictures"
_NAMES = ascii_letters + digits


def picture(screen: Screen[Any]) -> str:
    """Return text and styles of a screen; one letter names a style, in the order they are met."""
    strips = screen._compositor.render_strips()
    names: dict[str, str] = {}
    rows = [_styles(strip, names) for strip in strips]
    text = (f"│{''.join(segment.text for segment in strip)}│" for strip in strips)
    legend = (f"{name} = {style}" for style, name in names.items())
    return "\n".join((*text, "", *legend, "", *rows, ""))


def hold_against(name: str, seen: str) -> None:
    """Hold a picture against the one that is kept under a name."""
    kept = PICTURES / f"{name}.txt"
    if UPDATE:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(seen, encoding="utf-8")
    before = kept.read_text(encoding="utf-8")
    difference = difflib.unified_diff(
        before.splitlines(), seen.splitlines(), "kept", "seen", lineterm="", n=0
    )
    assert seen == before, "\n".join(difference)


def _styles(strip: Strip, names: dict[str, str]) -> str:
    """Return the runs of a row as letters with their lengths in cells."""
    cells: Iterable[tuple[str, int]] = ((_described(s.style), s.cell_length) for s in strip if s.cell_length)
    runs = []
    for style, run in groupby(cells, key=lambda cell: cell[0]):
        name = names.setdefault(style, _NAMES[len(names)])
        runs.append(f"{name}{sum(length for _style, length in run)}")
    return " ".join(runs)


def _described(style: Style | None) -> str:
    """Return what of a style can be seen; what a click would do is left out."""
    if style is None:
        return "plain"
    return str(style.without_color + Style(color=style.color, bgcolor=style.bgcolor)).partition(" meta")[0]
