"""Two lines that are always in sight: agent, call clock, hold, save badge; phase, score, breach."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.domain.contact import Contact
from coachtui.domain.phase import HOLD_LIMIT_S, hold_totals, phase_shares
from coachtui.domain.value import dataclass
from coachtui.i18n import _, ngettext
from coachtui.services.ports import SaveState
from coachtui.ui.cells import fit
from coachtui.ui.live_view import LiveView
from coachtui.ui.present import clock, percent, score_range, words
from coachtui.ui.save_badge import save_badge
from coachtui.ui.widgets.lines import FixedLines, Line

Spans = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What changes by itself: the second of the call and what the saver knows."""

    call_s: float | None
    save: SaveState | None


class HeaderBar(FixedLines):
    """The bar above the panes."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="header")
        self._view: LiveView | None = None
        self._now = Now(call_s=None, save=None)
        self.hold_limit_s = HOLD_LIMIT_S

    def show(self, view: LiveView, now: Now) -> None:
        """Show a view at a moment."""
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
        name = agent.name if cell_len(agent.name) + 2 + taken <= width else agent.short
        return ((fit(f" {name}", max(8, width - taken)), "strong"), *right)

    def _second(self, view: LiveView, width: int) -> Line:
        left = self._phases(view, width)
        right = self._score(view)
        taken = sum(cell_len(text) for text, _tone in (*left, *right))
        if taken > width:
            left = self._phase_now(view)
            taken = sum(cell_len(text) for text, _tone in (*left, *right))
        return (*left, (" " * max(0, width - taken), "text"), *right)

    def _call(self, view: LiveView) -> Spans:
        contact = _clocked(view)
        if contact.running:
            return [
                ("● ", "critical"),
                (f"{_('Call')} {clock(self._now.call_s)} ", "strong"),
                *self._hold(contact),
            ]
        if contact.ended:
            how = _("Broke off") if contact.broken_off else _("Call ended")
            return [
                ("■ ", "muted"),
                (f"{how} {clock(contact.duration_s)} ", "text"),
                *self._hold(contact),
            ]
        if contact.broken_off:
            return [("■ ", "muted"), (f"{_('Broke off')} ", "text")]
        return [("○ ", "muted"), (f"{_('No call yet')} ", "muted")]

    def _hold(self, contact: Contact) -> Spans:
        totals = hold_totals(contact.holds, self._now.call_s)
        if totals.running_s is not None:
            late = totals.running_s >= self.hold_limit_s
            mark = "‼ " if late else "‖ "
            text = f"{_('Hold')} {clock(totals.running_s)} "
            return [(mark, "amber" if late else "accent"), (text, "amber" if late else "accent")]
        if totals.count:
            return [(f"‖ {totals.count}× {clock(totals.total_s)} ", "muted")]
        return []

    def _badge(self, view: LiveView) -> Spans:
        if view.read_only:
            return [(f" {_('read only')} ", "muted")]
        return [
            save_badge(self._now.save, known=not view.session.empty)
        ]  # what is not empty came from the disk

    def _phases(self, view: LiveView, width: int) -> Spans:
        """Return all phases with time and share where there is room, else the one that runs."""
        if width < 110:
            return self._phase_now(view)
        contact = _clocked(view)
        spans: Spans = []
        names = _phase_names(view)
        for share in phase_shares(contact, view.phases, self._now.call_s):
            here = contact.phase == share.phase
            spent = f" {clock(share.seconds)} {percent(share.share)}" if share.seconds or here else ""
            spans.append(
                (f" {'▸' if here else ' '}{names.get(share.phase, share.phase)}{spent}", _lit(here=here))
            )
        return spans

    def _phase_now(self, view: LiveView) -> Spans:
        contact = _clocked(view)
        if contact.phase is None:
            return [(f" {_('Phase')} –", "muted")]
        shares = {share.phase: share for share in phase_shares(contact, view.phases, self._now.call_s)}
        share = shares[contact.phase]
        name = _phase_names(view).get(contact.phase, contact.phase)
        return [(f" ▸{name} {clock(share.seconds)} {percent(share.share)}", "accent")]

    def _score(self, view: LiveView) -> Spans:
        score = view.score
        spans: Spans = []
        if score.breaches:
            count = len(score.breaches)
            words_ = ngettext("{count} critical breach", "{count} critical breaches", count).format(
                count=count
            )
            spans.append((f" ✗ {words_} ", "critical"))
        spans.append((f" {_('Score')} ", "muted"))
        spans.append((f"{score_range(score.value, score.low, score.high)} ", "strong"))
        return spans


def _lit(*, here: bool) -> str:
    return "accent" if here else "muted"


def _clocked(view: LiveView) -> Contact:
    """Return the contact whose clock is shown: the one that runs, else the one on screen."""
    return view.session.running_contact or view.contact


def _phase_names(view: LiveView) -> dict[str, str]:
    return {phase: words(name) for phase, name in view.phase_names.items()}
