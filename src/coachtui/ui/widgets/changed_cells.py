"""Where two strips of a line differ."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip


def changed_cells(old: Strip, new: Strip) -> tuple[int, int] | None:
    """Return the first and one past the last cell in which two strips of equal width may differ.

    Whole segments are compared; within a segment of the same style the part that stayed is left out.
    """
    before, after = list(old), list(new)
    if before == after:
        return None
    first = 0
    while before and after and before[0] == after[0]:
        first += before.pop(0).cell_length
        after.pop(0)
    last = max(old.cell_length, new.cell_length)
    while before and after and before[-1] == after[-1]:
        last -= before.pop().cell_length
        after.pop()
    if before and after and before[0].style == after[0].style:
        first += _common_start(before[0].text, after[0].text)
    return min(first, last - 1), last


def _common_start(old: str, new: str) -> int:
    """Return how many cells two texts have in common at their start."""
    cells = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        cells += cell_len(one)
    return cells
