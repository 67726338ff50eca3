"""The application: it opens the first screen, has the keys that work everywhere, and ends cleanly."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.screen import Screen

from coachtui.domain.errors import CoachError
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services import preferences
from coachtui.services.words.sentences import sentence
from coachtui.ui import daily_backup
from coachtui.ui.daily_backup import DailyBackup
from coachtui.ui.keyboard.key_door import KeyDoor
from coachtui.ui.keyboard.key_order import KeyDone
from coachtui.ui.keys.binding import bindings
from coachtui.ui.locking import LockWatch
from coachtui.ui.navigation import Navigator
from coachtui.ui.shell import Shell
from coachtui.ui.theme import NAMES
from coachtui.ui.work_in_hand import WorkInHand

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program
    from coachtui.ui.agent_facts import AgentFacts
    from coachtui.ui.typed_ahead import TypedAhead

THAW_AFTER_S = 0.5
"""When garbage collection starts again, after the first paint."""


class CoachApp(Shell, inherit_bindings=False):
    """The application of Textual that shows everything but the lock screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("all", priority=("app.help", "app.palette", "app.quit", "live.privacy"))
    ]

    def __init__(self, program: Program, live: LiveRequest | None, page_of: str = "") -> None:
        """Take what to show.

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
        self.key_door = KeyDoor(self, program.clock, self.work, self.places, super().on_event)
        self._open_store()
        self.backups = DailyBackup(program, self.work)
        self._live = live
        self._page_of = page_of

    def get_default_screen(self) -> Screen[object]:
        """Return the screen that is asked for, without painting another one first."""
        from coachtui.ui.opening import first_screen

        return cast("Screen[object]", first_screen(self, self._live, self._page_of))

    def on_load(self) -> None:
        """Set colours and keys before anything is drawn."""
        self.begin_theme(self.program.settings.get(preferences.THEME))
        self.take_keys(self.program)

    def on_mount(self) -> None:
        """Watch for the end of the terminal, and for a time when nobody presses a key."""
        self.end_on_signals(self.work.unsaved)
        self.lock.begin()
        self.set_timer(THAW_AFTER_S, _thaw)
        self.set_timer(daily_backup.BEGIN_AFTER_S, self.backups.look)
        self.set_interval(daily_backup.LOOK_EVERY_S, self.backups.look)

    @cached_property
    def agents(self) -> AgentFacts:
        """What is known of agents beside their names; looked up when it is first asked for."""
        from coachtui.ui.agent_facts import AgentFacts

        return AgentFacts(self.program)

    @property
    def typed_ahead(self) -> TypedAhead:
        """Tells which keys came too early to be meant for what they would change."""
        return self.key_door.typed_ahead

    async def on_event(self, event: events.Event) -> None:
        """Pass keys on one at a time, and note that somebody is there; leave other events to Textual."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.lock.key_came()
            await self.key_door.take(event, self.came_at(event))
        else:
            await super().on_event(event)

    def came_at(self, event: events.Event) -> float:
        """Return when a key came, in monotonic seconds: as the reader of the terminal noted it."""
        return self.program.clock.tick() if self.is_headless else event.time

    async def on_key_done(self, message: KeyDone) -> None:
        """Let the next key have its turn."""
        await self.key_door.key_done(message)

    def about_to_show(self, screen: Screen[object]) -> None:
        """Note that a screen is about to be drawn."""
        self.key_door.painted(screen)

    def switch_language(self, language: str) -> None:
        """Switch to a language, by its tag, show everything again, and keep the choice in the settings."""
        if language in LANGUAGES:
            use_language(language)
            self._keep(preferences.LANGUAGE, language)
            self.places.relabel()

    def switch_theme(self, theme: str) -> None:
        """Switch to a colour theme, by its name, and keep the choice in the settings."""
        if theme in NAMES:
            self.theme = theme
            self._keep(preferences.THEME, theme)

    async def action_back(self) -> None:
        """Go back one step, as the screen on top understands it."""
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
