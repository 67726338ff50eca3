"""The application: opens the first screen, owns the keys that work everywhere, and ends cleanly."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.screen import Screen

from coachtui.domain.agent import Agent
from coachtui.domain.errors import BadInput, CoachError
from coachtui.domain.listing import SessionRow
from coachtui.domain.namesakes import marks_of
from coachtui.domain.rhythm import evaluated_in_month
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services import preferences
from coachtui.services.sentences import sentence
from coachtui.ui import daily_backup
from coachtui.ui.binding import bindings
from coachtui.ui.daily_backup import DailyBackup
from coachtui.ui.key_handling import KeyHandling
from coachtui.ui.keys import by_id, row
from coachtui.ui.locking import LockWatch
from coachtui.ui.navigation import Navigator
from coachtui.ui.panes.agent import Profile
from coachtui.ui.present import day_and_time
from coachtui.ui.theme import NAMES
from coachtui.ui.work_in_hand import WorkInHand

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program

THAW_AFTER_S = 0.5
"""When garbage collection starts again, after the first paint."""


class CoachApp(KeyHandling, inherit_bindings=False):
    """The program on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("all", priority=("app.help", "app.palette", "app.quit", "live.privacy"))
    ]

    def __init__(self, program: Program, live: LiveRequest | None, page_of: str = "") -> None:
        """Take the program's parts and what is asked for first.

        Args:
            program: Store, content, clock and settings.
            live: A live session to open at once, or ``None`` for the team.
            page_of: Id of the agent whose page to open rather than the team.
        """
        super().__init__()
        self.program = program
        self.work = WorkInHand(program)
        self.places = Navigator(self, self.work)
        self.lock = LockWatch(self, program, self.work, self.places)
        self._open_store()
        self.own_keys: dict[str, tuple[str, ...]] = {}
        self.first_keys: dict[str, str] = {}
        self.key_problems: tuple[BadInput, ...] = ()
        self.backups = DailyBackup(program)
        self._live = live
        self._page_of = page_of

    def get_default_screen(self) -> Screen[object]:
        """Return the screen that is asked for, without painting another one first."""
        from coachtui.ui.opening import first_screen

        return cast("Screen[object]", first_screen(self, self._live, self._page_of))

    def on_load(self) -> None:
        """Set colours and keys before the first paint."""
        self.dress(self.program.settings.get(preferences.THEME))
        own, self.key_problems = self.program.own_keys(tuple(by_id()))
        if own:
            from coachtui.ui.key_clashes import without_clashes

            own, clashes = without_clashes(own)
            self.key_problems += clashes
        self.set_keymap({binding: ",".join(keys) for binding, keys in own.items()})
        self.own_keys = own
        self.first_keys = {binding: keys[0] for binding, keys in own.items() if keys}

    def on_mount(self) -> None:
        """Watch for the end of the terminal and for an idle lead."""
        self.end_on_signals(self._save_now)
        self.lock.begin()
        self.set_timer(THAW_AFTER_S, _thaw)
        self.set_timer(daily_backup.BEGIN_AFTER_S, self.back_up)
        self.set_interval(daily_backup.LOOK_EVERY_S, self.back_up)

    def first_key(self, binding: str) -> str:
        """Return the key that a binding has now."""
        return self.first_keys.get(binding, row(binding).keys[0])

    def keys_of(self, binding: str) -> tuple[str, ...]:
        """Return every key that a binding has now, the first one first."""
        return self.own_keys.get(binding) or row(binding).keys

    def back_up(self) -> None:
        """Make the backup of the day, if it is due and nobody works in a session."""
        self.backups.look(make=self.work.sitting is None)

    def back_up_at_last(self, say: Callable[[str], None]) -> None:
        """Make the backup of the day before the program ends, if it is due and no call goes on.

        Args:
            say: Shows a line at the terminal.
        """
        if not self.work.in_call:
            self.backups.finish(say)

    def mark_of(self, agent: Agent) -> str:
        """Return what tells an agent apart from others of that name; empty where nothing has to.

        Args:
            agent: One of the team, those who left too.
        """
        try:
            return marks_of(self.program.team.agents()).get(agent.id, "")
        except CoachError:  # whoever opens the agent's page or session is told what is wrong with the log
            return ""

    def profile_of(self, agent: Agent, but: str = "", known: Sequence[SessionRow] | None = None) -> Profile:
        """Return what is known of an agent, from that agent's newest sessions.

        Args:
            agent: The agent.
            but: Id of a session that does not count as the last one.
            known: Rows of the agent's sessions where they are read already.
        """
        unread = False
        try:
            rows = self.program.sessions.recent_rows(agent.id) if known is None else known
        except CoachError:  # the page of the agent tells why
            rows, unread = (), True
        dates = [day for entry in rows for day in entry.evaluated_for(agent.id)]
        earlier = [entry.started_at for entry in rows if entry.id != but]
        return Profile(
            agent=agent,
            evaluations=evaluated_in_month(dates, self.program.clock.now().date()),
            target=preferences.number(self.program.settings, preferences.EVALUATIONS_PER_MONTH),
            last_session=day_and_time(max(earlier)) if earlier else "",
            unread=unread,
        )

    def speak(self, language: str) -> None:
        """Switch the language and show everything again; the choice is kept."""
        if language in LANGUAGES:
            use_language(language)
            self._keep(preferences.LANGUAGE, language)
            self.places.relabel()

    def wear(self, theme: str) -> None:
        """Switch the colours; the choice is kept."""
        if theme in NAMES:
            self.theme = theme
            self._keep(preferences.THEME, theme)

    async def action_back(self) -> None:
        """Go back one step."""
        self.places.step_back()

    def action_help(self) -> None:
        """Show every key that works here; the same key closes it."""
        self.places.toggle_help()

    def action_command_palette(self) -> None:
        """Search every action by name; the same key closes it."""
        self.places.toggle_palette()

    def action_privacy(self) -> None:
        """Blank the screen (R11)."""
        self.places.hide()

    def action_lock(self) -> None:
        """Lock the data, or hide them and say why they are not locked (R89)."""
        self.lock.lock()

    def action_leave_program(self) -> None:
        """Quit without a question; what is not on disk yet is offered another place."""
        for screen in self.places.shown():
            if text := screen.before_quitting():
                self.places.refuse(text)
                return
        unsaved = self.work.unsaved()
        if unsaved is not None:
            self.places.offer_rescue(unsaved, quitting=True)
        else:
            self.end(0)

    def _save_now(self) -> bool:
        return self.work.unsaved() is None

    def store_renewed(self) -> None:
        """Open the store anew after its protection changed; no session is open then."""
        self.program.renew()
        self._open_store()

    def _open_store(self) -> None:
        """Open it before the first key, so that one that cannot be opened is met here."""
        _ = self.program.listening

    def _keep(self, key: str, value: str) -> None:
        try:
            self.program.settings.put(key, value)
        except CoachError as error:
            self.places.refuse(sentence(error))


def _thaw() -> None:
    """Collect garbage again; what start-up made is never looked at again."""
    gc.freeze()
    gc.enable()
