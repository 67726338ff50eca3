"""Composes only the rows that changed.

Textual's partial update renders every widget between the first and the last changed row, whole. A
key in the checklist changes the header at the top and two rows in the middle, so nearly the whole
screen was composed again for three rows. Uses private names of the pinned Textual version; a test
compares the screen cell by cell with a full update.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import cast

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Chops = list[dict[int, Strip | None]]
"""Pieces of every line of the screen by the cell they begin at; ``None`` where nothing is filled in yet."""


class SpansUpdate(ChopsUpdate):
    """An update that writes nothing outside its spans; the stock one begins at the widget's left edge."""

    def render_segments(self, console: Console) -> str:
        """Return what is written to the terminal."""
        written: list[str] = []
        for y, x1, x2 in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                first, last = max(x, x1), min(end, x2)
                if strip is None or first >= last:
                    continue
                written.append(Control.move_to(first, y).segment.text)
                written.append(strip.crop(first - x, last - x).render(console))
        return "".join(written)


class RowCompositor(Compositor):
    """A compositor whose partial update costs as much as the rows it changes."""

    def render_partial_update(self) -> SpansUpdate | None:
        """Return an update of the dirty regions, or ``None`` when nothing is dirty."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        chops: Chops = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        placed = [(widget, at, at.intersection(clip)) for widget, (at, clip) in self.visible_widgets.items()]
        for band in _bands(spans):
            top, bottom = band.y, band.bottom
            for widget, at, shown in placed:
                if shown.y < bottom and top < shown.bottom:
                    self._compose(chops, widget, at, shown, band)
        ends = [cuts[1:] for cuts in self.cuts]
        return SpansUpdate(cast("Sequence[Mapping[int, Strip]]", chops), spans, ends)

    def _compose(self, chops: Chops, widget: Widget, at: Region, shown: Region, band: Region) -> None:
        """Fill the chops of some rows; the widget in front came first, and what lies behind is not rendered.

        Args:
            chops: What is filled.
            widget: What is rendered.
            at: Its place.
            shown: The part of it that can be seen.
            band: The rows that are composed.
        """
        part = shown.intersection(band)
        if not part or not self._uncovered(chops, part):
            return
        part = Region(shown.x, part.y, shown.width, part.height)  # cuts are made at the widget's own edges
        strips = widget.render_lines(part.translate(-at.offset))
        first, last = part.column_span
        for y, strip in zip(part.line_range, strips, strict=False):
            cuts = [cut for cut in self.cuts[y] if first <= cut <= last]
            line = chops[y]
            for cut, piece in zip(cuts, strip.divide([cut - part.x for cut in cuts[1:]]), strict=False):
                if line.get(cut) is None:
                    line[cut] = piece

    def _uncovered(self, chops: Chops, part: Region) -> bool:
        """Whether anything in a region is not filled yet."""
        first, last = part.column_span
        for y in part.line_range:
            cuts = self.cuts[y]
            for start, end in pairwise(cuts):
                if start < last and end > first and chops[y][start] is None:
                    return True
        return False


def _bands(spans: list[tuple[int, int, int]]) -> Iterator[Region]:
    """Yield a region around every run of neighbouring rows that changed."""
    around: Region | None = None
    for y, x1, x2 in sorted(spans):
        row = Region(x1, y, x2 - x1, 1)
        if around is None or y > around.bottom:
            if around is not None:
                yield around
            around = row
        else:
            around = around.union(row)
    if around is not None:
        yield around
