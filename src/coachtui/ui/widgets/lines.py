"""Lines of text in the colours of the theme, and which cells of a changed one are to be painted again.

A line is a tuple of spans, a span is text and the name of a tone. Colours come from the theme alone. Text
never passes through markup.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from coachtui.ui.cells import fit
from coachtui.ui.theme import GROUNDS, TONES, Tone

Span = tuple[str, str]
Line = tuple[Span, ...]


class Tones:
    """The theme's tones as they look on one widget, and lines drawn in them.

    They are read from the theme's tokens, not from component classes: Textual would match every style rule
    against every tone of every widget at start.
    """

    def __init__(self, widget: Widget) -> None:
        """Take the widget that the tones lie on."""
        self._widget = widget
        self._styles: dict[tuple[str, str], Style] = {}
        self._behind: Color | None = None
        self._bare = False

    @property
    def bare(self) -> bool:
        """Whether the widget has neither padding nor border, so that its lines are all there is to it."""
        if self._behind is None:
            self._behind = self._widget.background_colors[1]
            self._bare = not any(self._widget.styles.gutter)
        return self._bare

    def forget(self) -> None:
        """Mix the tones anew when they are next asked for; the theme or a class of the widget changed."""
        self._styles.clear()
        self._behind = None

    def style(self, name: str, ground: str = "") -> Style:
        """Return the style of a tone.

        Args:
            name: A name of ``theme.TONES``.
            ground: A name of ``theme.GROUNDS``; empty for the widget's own background.
        """
        style = self._styles.get((name, ground))
        if style is None:
            style = self._styles[name, ground] = self._mixed(TONES[name], ground)
        return style

    def strip(self, line: Line, width: int, ground: str = "") -> Strip:
        """Return a line as a strip of exactly ``width`` cells."""
        segments: list[Segment] = []
        used = 0
        for text, tone in line:
            size = cell_len(text)
            shown, size = (text, size) if used + size <= width else (fit(text, width - used), width - used)
            if size > 0:
                segments.append(Segment(shown, self.style(tone, ground)))
                used += size
        if used < width:
            segments.append(Segment(" " * (width - used), self.style("text", ground)))
        return Strip(segments, width).simplify()

    def blank(self, width: int, ground: str = "") -> Strip:
        """Return a strip without text."""
        return Strip.blank(width, self.style("text", ground))

    def filtered(self, strip: Strip, width: int) -> Strip:
        """Return a strip of a bare widget as the terminal is to get it."""
        behind = self._behind or self._widget.background_colors[1]
        if strip.cell_length != width:
            strip = strip.adjust_cell_length(width, Style(bgcolor=behind.rich_color))
        for each in self._widget.get_line_filters():
            strip = strip.apply_filter(each, behind)
        return strip

    def _mixed(self, tone: Tone, ground: str) -> Style:
        variables = self._widget.app.theme_variables
        colour, under = tone.colour, tone.ground
        if ground:
            under = GROUNDS[ground].colour
            if tone.yields:
                colour = GROUNDS[ground].text
        behind = variables[under] if under else self._widget.background_colors[1].hex
        return Style(color=variables[colour], bgcolor=behind, bold=tone.bold or None)


class Toned(Widget):
    """A widget that draws its own lines in the tones of the theme."""

    def __init__(
        self,
        *children: Widget,
        name: str | None = None,
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """Take what Textual's widgets take; there is no markup in the lines."""
        super().__init__(*children, name=name, id=id, classes=classes, disabled=disabled, markup=False)
        self.tones = Tones(self)

    def notify_style_update(self) -> None:
        """Forget the tones when the theme or a class changes."""
        self.tones.forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some lines; a widget with neither padding nor border returns them as they are drawn.

        The stock way puts ground, padding and border around every line; ours fill their place and bring
        their own ground.
        """
        if not self.tones.bare:
            return super().render_lines(crop)
        width = self.size.width
        strips = [self.tones.filtered(self.render_line(y), width) for y in crop.line_range]
        first, last = crop.column_span
        return strips if (first, last) == (0, width) else [strip.crop(first, last) for strip in strips]


class FixedLines(Toned):
    """A few lines that fill their place, painted again cell by cell as they change."""

    ground = ""
    """What the lines lie on; a name of ``theme.GROUNDS``, empty for the widget's own background."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        """Start with no lines drawn."""
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []

    @abstractmethod
    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines to show in ``width`` by ``height`` cells."""

    def update_lines(self) -> None:
        """Compose again and repaint only the cells that changed."""
        width, height = self.content_size
        if not width or not height:
            return
        old, self._strips = self._strips, self._composed(width, height)
        if len(old) != len(self._strips):
            self.refresh()
            return
        for region in changed_regions(old, self._strips):
            self.refresh(region)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, height = self.content_size
        if not self._strips:
            self._strips = self._composed(width, height)
        if y >= len(self._strips):
            return self.tones.blank(width, self.ground)
        return self._strips[y]

    def notify_style_update(self) -> None:
        """Compose again in the new colours."""
        super().notify_style_update()
        self._strips = []

    def on_resize(self) -> None:
        """Compose again for the new size."""
        self._strips = []
        self.refresh()

    def _composed(self, width: int, height: int) -> list[Strip]:
        lines = self.compose_lines(width, height)[:height]
        return [self.tones.strip(line, width, self.ground) for line in lines]


def changed_regions(old: Iterable[Strip | None], new: Iterable[Strip], first_line: int = 0) -> list[Region]:
    """Return what to paint again where as many lines took the place of others, at most one region a line.

    Args:
        old: The lines as they were, ``None`` for one that is not known and has to be painted whole.
        new: The lines as they are.
        first_line: Where the first of them stands in the widget.
    """
    regions = []
    for y, (before, after) in enumerate(zip(old, new, strict=True), first_line):
        cells = (0, after.cell_length) if before is None else changed_cells(before, after)
        if cells is not None:
            regions.append(Region(cells[0], y, cells[1] - cells[0], 1))
    return regions


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
