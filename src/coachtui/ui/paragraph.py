"""Paragraphs of a text to read, broken into lines of a width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rich.cells import cell_len

from coachtui.domain.value import dataclass
from coachtui.ui.cells import wrap
from coachtui.ui.widgets.lines import Line, Span


class Part(Protocol):
    """A part of a text to read, which can give its lines for any width."""

    @property
    def begins(self) -> bool:
        """Whether something begins here that a reader can go to with a key."""

    def lines(self, width: int) -> list[Line]:
        """Return the part as lines of ``width`` cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: what stands before it, its text, and what stands at the right of its first line.

    Attributes:
        lead: Spans before the text; further lines hang under the text.
        text: Broken to the width.
        tone: Tone of the text.
        tail: Spans at the right of the first line.
        begins: Whether something begins here that a reader can go to with a key.
    """

    lead: tuple[Span, ...] = ()
    text: str = ""
    tone: str = "text"
    tail: tuple[Span, ...] = ()
    begins: bool = False

    def lines(self, width: int) -> list[Line]:
        """Return the paragraph as lines of ``width`` cells."""
        hang = sum(cell_len(text) for text, _tone in self.lead)
        ends = sum(cell_len(text) for text, _tone in self.tail)
        first, *rest = wrap(self.text, max(8, width - hang - ends - 1))
        gap = max(0, width - hang - cell_len(first) - ends) if self.tail else 0
        head: Line = (*self.lead, (first, self.tone), (" " * gap, "text"), *self.tail)
        return [head, *(((" " * hang, "text"), (line, self.tone)) for line in rest)]


def flow(spans: Iterable[Span], width: int, indent: int) -> list[Line]:
    """Return spans as lines, one behind the other; what does not fit goes on in the next line.

    Args:
        spans: Texts with their tones; spaces that one begins with are left out where a line begins.
        width: Cells of a line.
        indent: Cells left open where a line goes on.
    """
    lines: list[list[Span]] = [[]]
    used = 0
    for text, tone in spans:
        if used and used + cell_len(text.rstrip()) >= width:
            first, *rest = wrap(text.strip(), width - indent - 1)
            lines += [[(" " * indent, "text"), (line, tone)] for line in (first, *rest)]
            used = indent + cell_len(lines[-1][-1][0])
        else:
            lines[-1].append((text, tone))
            used += cell_len(text)
    return [tuple(line) for line in lines]


BLANK = Paragraph()
"""An empty line."""
