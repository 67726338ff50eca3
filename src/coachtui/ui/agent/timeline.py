"""The list of one agent's sessions, newest first; scores are worked out for the rows in view only (R13)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from coachtui.domain.session import Session
from coachtui.i18n import _, ngettext
from coachtui.services.results import Result, Results
from coachtui.ui.cells import fit, wrap
from coachtui.ui.present import breach_count, day_and_time, labelled, number, words
from coachtui.ui.widgets.lines import Line, Span
from coachtui.ui.widgets.long_list import LongList
from coachtui.ui.words.sessions import KINDS, STATUS

_LEAST_FORM = 8
"""Cells that the name of a form keeps however little room there is."""


class Timeline(LongList):
    """The list of sessions, two lines each: when and what, then the scores."""

    uniform = True
    row_height = 2

    def __init__(self) -> None:
        """Start with no sessions."""
        super().__init__(id="timeline")
        self._sessions: Sequence[Session] = ()
        self._results: Results | None = None
        self._empty = ""
        self._widths: tuple[int, int, int] = (0, 0, 0)

    @property
    def session(self) -> Session | None:
        """The current session."""
        return self._sessions[self.cursor] if self.cursor < len(self._sessions) else None

    def show(self, sessions: Sequence[Session], results: Results, empty: str) -> None:
        """Show sessions.

        Args:
            sessions: Newest first.
            results: Where their scores come from.
            empty: What to say when there is none.
        """
        self._sessions, self._results, self._empty = sessions, results, empty
        self._measure()
        self.renew()

    def relabel(self, empty: str) -> None:
        """Lay out again in another language."""
        self._empty = empty
        self._measure()
        self.lay_out()

    def row_count(self) -> int:
        """Return the number of sessions, at least one for the sentence that says there is none."""
        return max(1, len(self._sessions))

    def shows_cursor(self) -> bool:
        """Mark the current session, if there is any."""
        return bool(self._sessions)

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return both lines of one session."""
        if not self._sessions:
            text = [*wrap(self._empty, width - 2), "", ""]
            return [((f" {line}", "text"),) for line in text[: self.row_height]]
        session = self._sessions[row]
        return [self._first(session, width), self._second(session, width)]

    def _measure(self) -> None:
        statuses = max(cell_len(f"{glyph} {_(word)}") for glyph, word, _tone in STATUS.values())
        shown = [(day_and_time(s.started_at), _(KINDS[s.kind])) for s in self._sessions]
        times = max([cell_len(at) for at, _kind in shown], default=0)
        kinds = max([cell_len(kind) for _at, kind in shown], default=0)
        self._widths = times, statuses, kinds

    def _first(self, session: Session, width: int) -> Line:
        times, statuses, kinds = self._widths
        glyph, word, tone = STATUS[session.status]
        contacts = len(session.contacts)
        told = ngettext("{number} contact", "{number} contacts", contacts).format(number=contacts)
        if session.notes:
            notes = len(session.notes)
            noted = ngettext("{number} note", "{number} notes", notes).format(number=notes)
            told = _("{contacts}, {notes}").format(contacts=told, notes=noted)
        room = width - times - statuses - kinds - 7
        kind = fit(_(KINDS[session.kind]), kinds) if cell_len(told) <= room else ""
        return (
            (f" {fit(day_and_time(session.started_at), times)}  ", "strong"),
            (f"{fit(f'{glyph} {_(word)}', statuses)}  ", tone),
            (f"{kind} ", "text"),
            (fit(told, max(0, room + kinds - cell_len(kind)), "right"), "muted"),
        )

    def _second(self, session: Session, width: int) -> Line:
        results = self._results.of(session) if self._results is not None else ()
        scores = _by_form(results)
        agreed = self._results.agreed(session) if self._results is not None and not scores else None
        if agreed is not None:
            text = "; ".join(labelled(words(label), said) for label, said in agreed.parts)
            return ((fit(f"   {labelled(_('Agreed'), text)}", width - 1), "muted"),)
        if not scores:
            return ((f"   {_('no form filled in')}", "muted"),)
        count = sum(len(result.score.breaches) for result in results)
        breach = breach_count(count)
        broken = any(contact.broken_off for contact in session.contacts)
        tail = f"   ✗ {breach}" if count else ""
        cut = f"   ■ {_('cut off')}" if broken else ""
        room = width - cell_len(tail + cut) - sum(cell_len(shown) + 4 for shown in scores.values()) - 1
        most = max(_LEAST_FORM, _share([cell_len(name) for name in scores], room))
        spans: list[Span] = []
        for name, shown in scores.items():
            spans += [(f"   {fit(name, min(cell_len(name), most))} ", "muted"), (shown, "strong")]
        return (*spans, (tail, "critical"), (cut, "amber"))


def _share(sizes: list[int], room: int) -> int:
    """Return the most cells a name may take so that all of them fit."""
    most = max(sizes)
    while most > 0 and sum(min(size, most) for size in sizes) > room:
        most -= 1
    return most


def _by_form(results: Sequence[Result]) -> dict[str, str]:
    """Return the score of each contact by the name of the form; unfinished ones with their progress."""
    found: dict[str, str] = {}
    for result in results:
        score = result.score
        shown = number(score.value)
        if score.answered < score.total:
            shown += f" ({score.answered}/{score.total})"
        name = words(result.form.name)
        found[name] = f"{found[name]}, {shown}" if name in found else shown
    return found
