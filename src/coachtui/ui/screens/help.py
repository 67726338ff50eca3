"""The help: every key that works on the screen below, from the key table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.ui.cells import fit, wrap
from coachtui.ui.keys.table import SCOPE_NAMES, KeyRow, Scope, rows
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import Reading
from coachtui.ui.widgets.title_line import TitleLine
from coachtui.ui.words.number_legend import number_legend

_KEYS, _LABEL = 20, 20
"""Cells that keys and label take at most; a longer one is wrapped in its own column."""

_NUMBERS: Mapping[Scope, str] = {
    "checklist": N_("Answers"),
    "answer": N_("Answers"),
    "numbered": N_("Switch"),
}
"""What keys are called together that are told of in one row, because each is called by its number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a place where keys work."""

    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One action: its keys, its label and what it does."""

    keys: str
    label: str
    sentence: str


class HelpRows(Reading):
    """The list of keys, by the place where they work."""

    def __init__(self) -> None:
        """Start with no keys to explain."""
        super().__init__(id="help-rows")
        self._rows: list[Heading | Explained] = []
        self._columns = (_KEYS, _LABEL)

    def show(self, entries: list[Heading | Explained]) -> None:
        """Show headings and actions."""
        self._rows = entries
        named = [row for row in entries if isinstance(row, Explained)]
        self._columns = (
            min(_KEYS, max(cell_len(row.keys) for row in named) + 2),
            min(_LABEL, max(cell_len(row.label) for row in named) + 2),
        )
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of headings and actions."""
        return len(self._rows)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the lines of a heading, with room above it, or of an action in three columns."""
        entry = self._rows[row]
        if isinstance(entry, Heading):
            title: Line = ((f" {entry.text}", "head"),)
            return [((" ", "text"),), title] if row else [title]
        wide_keys, wide_label = self._columns
        columns = zip_longest(
            wrap(entry.keys, wide_keys - 1),
            wrap(entry.label, wide_label - 1),
            wrap(entry.sentence, width - wide_keys - wide_label - 3),
            fillvalue="",
        )
        return [
            ((f"  {fit(keys, wide_keys)}", "key"), (fit(label, wide_label), "strong"), (sentence, "text"))
            for keys, label, sentence in columns
        ]


class HelpScreen(CoachScreen):
    """The keys of a screen; Esc or the key of the help closes it."""

    SCOPES = shown_at("HelpScreen")

    def __init__(self, scopes: tuple[Scope, ...]) -> None:
        """Take the places to explain, in order."""
        super().__init__()
        self._scopes = scopes

    def compose_body(self) -> ComposeResult:
        """Lay out title and keys."""
        yield TitleLine()
        with Vertical(classes="sheet"):
            yield HelpRows()

    def on_mount(self) -> None:
        """Show the keys."""
        self.relabel()
        self.query_one(HelpRows).focus(scroll_visible=False)

    def relabel(self) -> None:
        """Show everything in another language."""
        closes = _("{key} or Esc closes").format(key=key_name(self.coach.first_key("app.help")))
        self.query_one(TitleLine).show(_("Keys"), closes)
        self.query_one(HelpRows).show(
            [*self._numbers(), *(row for scope in self._scopes for row in self._explained(scope))]
        )
        self.show_footer()

    def _numbers(self) -> Iterator[Heading | Explained]:
        """Yield what the numbers of the checklist mean, where there is one."""
        if "checklist" in self._scopes:
            yield Heading(_("Numbers on the form"))
            yield from (Explained(*entry) for entry in number_legend())

    def _explained(self, scope: Scope) -> Iterator[Heading | Explained]:
        if not rows(scope):
            return
        yield Heading(_(SCOPE_NAMES[scope]))
        for sentence, alike in groupby(rows(scope), key=lambda entry: entry.sentence):
            entries = list(alike)
            if len(entries) > 1:
                first, last = (self._keys(entry) for entry in (entries[0], entries[-1]))
                yield Explained(f"{first} … {last}", _(_NUMBERS[scope]), _(sentence))
            else:
                yield Explained(self._keys(entries[0]), _(entries[0].label), _(sentence))

    def _keys(self, entry: KeyRow) -> str:
        """Return the keys in use, the user's own where there are any."""
        return "  ".join(key_name(key) for key in self.coach.keys.all_of(entry.id))
