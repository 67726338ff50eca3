"""A screen to search in: letters filter a list, Enter takes the row that is lit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from coachtui.domain.names.namesakes import name_with_mark
from coachtui.domain.text import NAME_LIMIT, name_key
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.cells import fit, fit_named, wrap
from coachtui.ui.keys.binding import bindings
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.text_line import TextLine
from coachtui.ui.widgets.title_line import TitleLine

FIRST_IDEOGRAPH = "\u2e80"
"""From here on stand the scripts of East Asia, which put no blanks between words."""


class Match(IntEnum):
    """How well a row fits what was typed; the best come first."""

    NAME_BEGINS = 0
    WORDS_OF_NAME = 1
    OTHER_NAME = 2
    WITHIN_NAME = 3
    DESCRIPTION = 4
    HALF_WORD = 5


def _begins_a_word(typed: str, text: str) -> bool:
    """Whether a word of ``text`` begins so; writing without blanks, as Chinese, has a word anywhere."""
    return re.search(rf"(?<![^\W_]){re.escape(typed)}", text) is not None or _without_blanks(typed, text)


def _is_a_word(typed: str, text: str) -> bool:
    """Whether it is a whole word of ``text``; where no blanks are written, nobody can tell."""
    if any(character > FIRST_IDEOGRAPH for character in typed):
        return False
    return re.search(rf"(?<!\w){re.escape(typed)}(?!\w)", text) is not None


def _without_blanks(typed: str, text: str) -> bool:
    return any(character > FIRST_IDEOGRAPH for character in typed) and typed in text


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be found, one row of the list.

    Attributes:
        label: What it is.
        more: What it does or where it belongs.
        right: Shown at the right, e.g. its key.
        take: What taking it does, once the list is closed.
        also: Other words people search for; never shown.
        mark: What tells it apart from others with that label; never cut.
    """

    label: str
    more: str
    right: str
    take: Callable[[], None]
    also: str = ""
    mark: str = ""

    @property
    def name(self) -> str:
        """The label with its mark, unique in the list."""
        return name_with_mark(self.label, self.mark)

    def match(self, typed: tuple[str, ...]) -> Match | None:
        """Return how well the words typed fit this row, or ``None`` if one of them is nowhere in it."""
        label = name_key(self.label)
        if label.startswith(" ".join(typed)):
            return Match.NAME_BEGINS
        names = f"{label} {name_key(self.also)}"
        if all(_begins_a_word(word, label) for word in typed):
            return Match.WORDS_OF_NAME
        if all(_begins_a_word(word, names) for word in typed):
            return Match.OTHER_NAME
        if all(word in label for word in typed):
            return Match.WITHIN_NAME
        text = f"{names} {name_key(f'{self.mark} {self.more}')} {name_key(self.right)}"
        if all(_is_a_word(word, text) for word in typed):
            return Match.DESCRIPTION
        return Match.HALF_WORD if all(word in text for word in typed) else None


class SearchInput(TextLine):
    """The line to type in; arrow and page keys move in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]

    @dataclass
    class Moved(Message):
        """Another row is to be lit."""

        by: int
        page: bool

    def __init__(self) -> None:
        """Start with nothing typed."""
        super().__init__(NAME_LIMIT, id="search-input")

    def action_cursor(self, by: int) -> None:
        """Light the row after or before."""
        self.post_message(self.Moved(by, page=False))

    def action_page(self, by: int) -> None:
        """Go a page down or up."""
        self.post_message(self.Moved(by, page=True))


class HitRows(LineList, can_focus=False):
    """The list of what fits what was typed."""

    def __init__(self) -> None:
        """Start with no rows."""
        super().__init__(id="hit-rows")
        self.hits: list[Hit] = []
        self._wide = 1

    def show(self, hits: list[Hit], wide: int, *, whole: bool) -> None:
        """Show rows with the first one lit.

        Args:
            hits: The rows.
            wide: Cells of the widest label there is.
            whole: Whether what a row does takes a second line rather than be cut.
        """
        self.hits, self._wide, self.cursor = hits, wide, 0
        self.uniform = not whole
        self.scroll_to(y=0, animate=False, immediate=True)
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of rows, at least the one that says there is none."""
        return max(1, len(self.hits))

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a row."""
        if not self.hits:
            return [((f"  {_('Nothing matches.')}", "muted"),)]
        hit = self.hits[row]
        right = f"  {hit.right} "
        label = f"  {fit_named(hit.label, hit.mark, min(self._wide, width // 2))}  "
        room = width - cell_len(label) - cell_len(right)
        first, *rest = (hit.more,) if self.uniform else wrap(hit.more, room)
        indent = " " * cell_len(label)
        return [
            ((label, "strong"), (fit(first, max(0, room)), "muted"), (right, "key")),
            *(((indent, "text"), (line, "muted")) for line in rest),
        ]

    def shows_cursor(self) -> bool:
        """There is a lit row while anything fits."""
        return bool(self.hits)

    def lit(self) -> bool:
        """The keys always reach this list."""
        return True


class SearchScreen(CoachScreen):
    """A search, laid over the screen that it was opened from."""

    WHOLE = False
    """Whether what a row does is never cut: ours is not, what people and packs say may be."""

    def __init__(self) -> None:
        """Show everything; nothing is chosen yet."""
        super().__init__()
        self._picked = False

    def title_text(self) -> str:
        """Return what is searched for."""
        raise NotImplementedError

    def every_hit(self) -> list[Hit]:
        """Return every row there is."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Lay out title, letters and list."""
        yield TitleLine()
        with Vertical(classes="sheet"):
            yield SearchInput()
            yield HitRows()

    def on_mount(self) -> None:
        """Show everything, and take letters."""
        self.relabel()
        self.query_one(SearchInput).focus(scroll_visible=False)

    def relabel(self) -> None:
        """Show everything in another language."""
        self.query_one(TitleLine).show(self.title_text(), _("Type to filter, Esc closes"))
        self._search()
        self.show_footer()

    def on_input_changed(self) -> None:
        """Filter."""
        self._search()

    def on_input_submitted(self) -> None:
        """Take the row that is lit."""
        rows = self.query_one(HitRows)
        if not rows.hits:
            self.refuse_key(_("Nothing matches, so nothing is done; Backspace deletes letters."))
            return
        hit = rows.hits[rows.cursor]
        if self._picked or self.may_take_unchosen(hit, self._typed()):
            self.coach.places.go_back()
            self.app.call_later(hit.take)
        else:
            self._picked = True
            self.app.bell()
            self.say(_("Press Enter again to choose “{name}”.").format(name=hit.name))

    def may_take_unchosen(self, hit: Hit, typed: tuple[str, ...]) -> bool:  # noqa: ARG002  the palette looks at both
        """Whether enter takes the first row although the lead did not go to it; a screen may ask for more."""
        return True

    def on_text_line_too_long(self, message: TextLine.TooLong) -> None:
        """Say that a paste does not fit."""
        self.refuse(sentence(message.refusal))

    def on_search_input_moved(self, message: SearchInput.Moved) -> None:
        """Light another row."""
        rows = self.query_one(HitRows)
        step = max(1, rows.size.height - 1) if message.page else 1
        rows.move_to(rows.cursor + message.by * step)
        self._picked = True

    def _typed(self) -> tuple[str, ...]:
        return tuple(name_key(self.query_one(SearchInput).value).split())

    def _search(self) -> None:
        hits = self.every_hit()
        typed = self._typed()
        matched = [(match, hit) for hit in hits if (match := hit.match(typed)) is not None]
        matched.sort(key=itemgetter(0))
        self._picked = False
        wide = max((cell_len(hit.name) for hit in hits), default=1)
        self.query_one(HitRows).show([hit for _match, hit in matched], wide, whole=self.WHOLE)
