"""The list of what is kept past its time, or soon will be, with marks on what is to be deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.i18n import N_, _
from coachtui.services.retention import DueRecords
from coachtui.services.words.kinds import kind_word
from coachtui.ui.cells import fit
from coachtui.ui.keys.binding import bindings
from coachtui.ui.present import day
from coachtui.ui.widgets.lines import Line
from coachtui.ui.widgets.long_list import LongList
from coachtui.ui.words.sessions import STATUS

_LEAST_NAME = 12

_STATES = {
    "marked": ("●", N_("delete"), "critical"),
    "left": ("○", N_("keep"), "text"),
    "kept": (" ", N_("later"), "muted"),
}
"""Glyph, word and tone of what becomes of a session."""


class RetentionRows(LongList):
    """The list of sessions past their time, all marked at first; below, those that come due, without marks.

    Attributes:
        marked: Ids of the sessions to delete.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("retention")]

    uniform = True

    @dataclass
    class Marked(Message):
        """A session was marked, or is not any more."""

    @dataclass
    class Wanted(Message):
        """The marked sessions are to be deleted."""

    @dataclass
    class StillKept(Message):
        """A session was to be marked whose time is not over."""

        row: SessionRow | RecordRow

    def __init__(self) -> None:
        """Start with no sessions."""
        super().__init__(id="retention-rows")
        self.marked: set[str] = set()
        self._busy = False
        self._due: DueRecords | None = None
        self._names: Mapping[str, str] = {}
        self._rows: tuple[SessionRow | RecordRow, ...] = ()
        self._widths: tuple[int, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether the marked sessions are being deleted, so that no mark may change."""
        return self._busy

    def note_deletion(self, *, runs: bool) -> None:
        """Note that the marked sessions are being deleted, or that the deletion is over."""
        self._busy = runs

    def show(self, due: DueRecords, names: Mapping[str, str]) -> None:
        """Show what is due, everything past its time marked.

        Args:
            due: The sessions.
            names: Names of agents by id.
        """
        self._due, self._names = due, names
        self._rows = (*due.past, *due.soon)
        self.marked = {row.id for row in due.past}
        self.relabel()

    def relabel(self) -> None:
        """Share the line out in the language in use, and lay out."""
        texts = [self._texts(place) for place in range(len(self._rows))]
        self._widths = tuple(max(map(cell_len, column)) for column in zip(*texts, strict=True))
        self.lay_out()

    def chosen(self) -> tuple[SessionRow | RecordRow, ...]:
        """Return the marked sessions, in order."""
        return tuple(row for row in self._past if row.id in self.marked)

    def row_count(self) -> int:
        """Return the number of sessions, at least the row that says there is none."""
        return max(1, len(self._rows))

    def shows_cursor(self) -> bool:
        """Mark the current session, if there is any."""
        return bool(self._rows)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return the line of a session."""
        if self._due is None:
            return [(("", "text"),)]
        if not self._rows:
            return [((f"  {_('No session is past the retention period.')}", "text"),)]
        words = [_(word) for _glyph, word, _tone in _STATES.values()]
        glyph, word, tone = _STATES[self._state(row)]
        mark = f" {glyph} {fit(_(word), max(map(cell_len, words)))}  "
        began, named, kind, status, until = self._texts(row)
        first, most, kinds, statuses, last = self._widths
        room = width - cell_len(mark) - first - statuses - last - 6
        if room - kinds - 2 >= min(most, _LEAST_NAME):  # whose a session is goes before what kind it is
            kind, room = f"{fit(kind, kinds)}  ", room - kinds - 2
        else:
            kind = ""
        return [
            (
                (mark, tone),
                (f"{fit(began, first)}  ", "text"),
                (f"{fit(named, min(most, max(_LEAST_NAME, room)))}  ", "strong"),
                (f"{kind}{fit(status, statuses)}  ", "text"),
                (until, "muted"),
            )
        ]

    def action_mark(self) -> None:
        """Mark the current session, or take its mark away."""
        if self._busy or not self._rows:
            return
        row = self._rows[self.cursor]
        if self.cursor < len(self._past):
            self.marked ^= {row.id}
            self.update_row(self.cursor)
            self.ask(self.Marked())
        else:
            self.ask(self.StillKept(row))

    def action_mark_all(self) -> None:
        """Mark every session past its time; if all are marked, none."""
        if not self._busy:
            everything = {row.id for row in self._past}
            self.marked = set() if self.marked == everything else everything
            self.lay_out()
            self.ask(self.Marked())

    def action_delete(self) -> None:
        """Ask for the marked sessions to be deleted."""
        if not self._busy:
            self.ask(self.Wanted())

    @property
    def _past(self) -> tuple[SessionRow | RecordRow, ...]:
        return self._due.past if self._due is not None else ()

    def _state(self, place: int) -> str:
        if place >= len(self._past):
            return "kept"
        return "marked" if self._rows[place].id in self.marked else "left"

    def _texts(self, place: int) -> tuple[str, str, str, str, str]:
        """Return when a session began, whose and what it is, how it stands, and until when it may be kept."""
        row = self._rows[place]
        return (
            day(row.kept_from) if row.kept_from is not None else "",
            ", ".join(self._names.get(agent_id, agent_id) for agent_id in row.agent_ids),
            kind_word(row),
            _(STATUS[row.status][1]) if isinstance(row, SessionRow) else "",
            _("until {day}").format(day=day(self._due.terms.until(row))) if self._due is not None else "",
        )
