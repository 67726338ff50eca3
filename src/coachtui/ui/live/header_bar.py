"""The two lines at the top of a live session: agent, call clock, hold, saving; phase, score, breaches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from rich.cells import cell_len

from coachtui.domain.contact import Contact
from coachtui.domain.names.namesakes import name_with_mark
from coachtui.domain.phase import HOLD_LIMIT_S, hold_totals, phase_shares
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.services.ports import SaveState
from coachtui.ui.cells import fit_named
from coachtui.ui.live.view import LiveView
from coachtui.ui.present import breach_count, clock, labelled, percent, score_range, words
from coachtui.ui.widgets.lines import FixedLines, Line
from coachtui.ui.words.save_badge import save_badge

Spans = list[tuple[str, str]]
_BROAD = 110
"""Cells from which all phases are shown, and not only the one that runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderState:
    """What the header shows that changes by itself.

    Attributes:
        call_s: Seconds into the call; ``None`` outside a call.
        save: What the saver knows; ``None`` before it was asked.
    """

    call_s: float | None
    save: SaveState | None


class HeaderBar(FixedLines):
    """The header of the live screen and of the closing review."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__(id="header")
        self._view: LiveView | None = None
        self._now = HeaderState(call_s=None, save=None)
        self._hold_limit_s = HOLD_LIMIT_S
        self._mark = ""

    def warn_of_hold(self, limit_s: int) -> None:
        """Set after how many seconds on hold the hold is shown as too long (R9)."""
        self._hold_limit_s = limit_s

    def tell_apart(self, mark: str) -> None:
        """Set what tells the agent apart from others of that name, for the next view; empty for nothing."""
        self._mark = mark

    def show(self, view: LiveView, now: HeaderState) -> None:
        """Show a revision of the session as it is at a moment."""
        self._view, self._now = view, now
        self.update_lines()

    def compose_lines(self, width: int, height: int) -> list[Line]:
        """Return both lines."""
        del height
        if self._view is None:
            return []
        return [self._first(self._view, width), self._second(self._view, width)]

    def _first(self, view: LiveView, width: int) -> Line:
        right = [*self._call(view), *self._badge(view)]
        taken = sum(cell_len(text) for text, _tone in right)
        agent = view.agent
        whole = cell_len(name_with_mark(agent.name, self._mark)) + 2 + taken <= width
        name = agent.name if whole else agent.short
        mark = "" if name == self._mark else self._mark
        shown = fit_named(f" {name}", mark, max(7, width - taken - 1))
        return ((f"{shown} ", "strong"), *right)

    def _second(self, view: LiveView, width: int) -> Line:
        """Return phases and score in the fullest way that fits; a breach is never left out."""
        scores, phases = [*self._ways_of_score(view)], [*self._ways_of_phases(view, width)]
        line: Spans = []
        for right, left in (*product(scores, phases), (scores[-1], phases[-1][-1:])):
            taken = sum(cell_len(text) for text, _tone in (*left, *right))
            line = [*left, (" " * max(0, width - taken), "text"), *right]
            if taken <= width:
                break
        return tuple(line)

    def _call(self, view: LiveView) -> Spans:
        """Return the clock, behind its contact where there are several."""
        contact = view.clocked
        name = view.name_of(contact.id)
        whose: Spans = [(f"{name} ", "strong" if contact.running else "text")] if name else []
        if contact.running:
            call: Spans = [("● ", "critical"), (f"{_('Call')} {clock(self._now.call_s)} ", "strong")]
            return [*whose, *call, *self._hold(contact)]
        if contact.ended:
            how = _("Cut off") if contact.broken_off else _("Call ended")
            ended: Spans = [("■ ", "muted"), (f"{how} {clock(contact.duration_s)} ", "text")]
            return [*whose, *ended, *self._hold(contact)]
        if contact.broken_off:
            return [*whose, ("■ ", "muted"), (f"{_('Cut off')} ", "text")]
        return [*whose, ("○ ", "muted"), (f"{_('No call yet')} ", "muted")]

    def _hold(self, contact: Contact) -> Spans:
        totals = hold_totals(contact.holds, self._now.call_s)
        if totals.running_s is not None:
            late = totals.running_s >= self._hold_limit_s
            mark = "‼ " if late else "‖ "
            text = f"{_('Hold')} {clock(totals.running_s)} "
            return [(mark, "amber" if late else "accent"), (text, "amber" if late else "accent")]
        if totals.count:
            return [(f"‖ {totals.count}× {clock(totals.total_s)} ", "muted")]
        return []

    def _badge(self, view: LiveView) -> Spans:
        if view.read_only:
            return [(f" {_('read-only')} ", "muted")]
        return [
            save_badge(self._now.save, known=not view.session.empty)
        ]  # what is not empty came from the disk

    def _ways_of_phases(self, view: LiveView, width: int) -> Iterator[Spans]:
        """Yield the phases from the fullest way to the shortest: all of them, then the one that runs."""
        contact = view.clocked
        shares = phase_shares(contact, view.phases, self._now.call_s)
        names = _phase_names(view)
        owner = view.name_of(contact.id) if contact.id != view.contact.id else ""
        whose: Spans = [(f" {labelled(owner).rstrip()}", "muted")] if owner else []
        if width >= _BROAD:
            for with_share, with_time in ((True, True), (False, True), (False, False)):
                spans = whose.copy()
                for share in shares:
                    here = contact.phase == share.phase
                    spent = f" {clock(share.seconds)}" if (share.seconds and with_time) or here else ""
                    part = f" {percent(share.percent)}" if spent and (with_share or here) else ""
                    name = names.get(share.phase, share.phase)
                    spans.append((f" {'▸' if here else ' '}{name}{spent}{part}", _lit(here=here)))
                yield spans
        now = next((share for share in shares if share.phase == contact.phase), None)
        if now is None:
            yield [*whose, (f" {_('Phase')} –", "muted")]
            return
        text = f" ▸{names.get(now.phase, now.phase)} {clock(now.seconds)}"
        yield [*whose, (f"{text} {percent(now.percent)}", "accent")]
        yield [*whose, (text, "accent")]

    def _ways_of_score(self, view: LiveView) -> Iterator[Spans]:
        """Yield breaches and score from the fullest way to the shortest."""
        score = view.score
        value = score_range(score.value, score.low, score.high)
        label = (f" {_('Score')} ", "muted")
        if view.name_of(view.contact.id) and view.clocked.id != view.contact.id:
            label = (f" {labelled(view.name_of(view.contact.id), _('Score'))} ", "muted")
        breaches = _breaches(view)
        yield [*breaches[0], label, (f"{value} ", "strong")]
        plain = value.partition(" (")[0]
        yield from ([*spans, label, (f"{plain} ", "strong")] for spans in breaches)
        yield [*breaches[-1], (f" {plain} ", "strong")]


def _breaches(view: LiveView) -> list[Spans]:
    """Return the breaches of the session, the fullest way first: with contacts, in words, as a number."""
    count = len(view.breaches)
    if not count:
        return [[]]
    text = breach_count(count)
    ways = [text, str(count)]
    if len(view.session.contacts) > 1:
        numbers = ", ".join(str(number) for number in dict.fromkeys(view.breaches))
        ways.insert(0, f"{text} ({_('Contact {number}').format(number=numbers)})")
    return [[(f" ✗ {way} ", "critical")] for way in ways]


def _lit(*, here: bool) -> str:
    return "accent" if here else "muted"


def _phase_names(view: LiveView) -> dict[str, str]:
    return {phase: words(name) for phase, name in view.phase_names.items()}
