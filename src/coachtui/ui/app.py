"""The application: opens the first screen, owns the keys that work everywhere, and ends cleanly."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import _character_to_key  # the one place that names a key
from textual.screen import Screen
from textual.widgets import Input

from coachtui.domain.agent import Agent
from coachtui.domain.errors import BadInput, CoachError, Refused
from coachtui.domain.listing import SessionRow
from coachtui.domain.namesakes import marks_of
from coachtui.domain.rhythm import evaluated_in_month
from coachtui.domain.session import Session
from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.services import preferences
from coachtui.services.listening import Listening, Opened
from coachtui.services.sentences import sentence
from coachtui.services.sitting import Ports, Sitting
from coachtui.ui import daily_backup
from coachtui.ui.binding import bindings
from coachtui.ui.daily_backup import DailyBackup
from coachtui.ui.form_signs import ANSWERS, twin_of
from coachtui.ui.held_key import HeldKey
from coachtui.ui.key_order import KeyDone, KeyOrder
from coachtui.ui.keys import by_id, row, rows
from coachtui.ui.locking import Locking
from coachtui.ui.panes.agent import Profile
from coachtui.ui.present import day_and_time, key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.terminal_keys import came_alone
from coachtui.ui.theme import NAMES
from coachtui.ui.typed_ahead import TypedAhead
from coachtui.ui.widgets.lines import LineList

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program

THAW_AFTER_S = 0.5
"""When garbage collection starts again, after the first paint."""


class CoachApp(Locking, inherit_bindings=False):
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
        self.listening = self._new_listening()
        self.own_keys: dict[str, tuple[str, ...]] = {}
        self.first_keys: dict[str, str] = {}
        self.key_problems: tuple[BadInput, ...] = ()
        self.backups = DailyBackup(program)
        self._live = live
        self._page_of = page_of
        self._last_key = program.clock.tick()
        self._key_order = KeyOrder(self, self._hand_over)
        self.typed_ahead = TypedAhead()
        self._held_key = HeldKey()
        self._held_said = ""

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
        self.watch_over()
        self.set_timer(THAW_AFTER_S, _thaw)
        self.set_timer(daily_backup.BEGIN_AFTER_S, self.back_up)
        self.set_interval(daily_backup.LOOK_EVERY_S, self.back_up)

    def first_key(self, binding: str) -> str:
        """Return the key that a binding has now."""
        return self.first_keys.get(binding, row(binding).keys[0])

    def keys_of(self, binding: str) -> tuple[str, ...]:
        """Return every key that a binding has now, the first one first."""
        return self.own_keys.get(binding) or row(binding).keys

    async def on_event(self, event: events.Event) -> None:
        """Hand keys over in order, and remember when the last one came."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._last_key = self.program.clock.tick()
            came = self.came_at(event)
            for one in _apart(event):
                one.time = came
                await self._key_order.take(one)
        else:
            await super().on_event(event)

    def came_at(self, event: events.Event) -> float:
        """Return when a key came, in monotonic seconds: as the terminal's reader says, where there is one."""
        return self.program.clock.tick() if self.is_headless else event.time

    async def on_key_done(self, message: KeyDone) -> None:
        """Let the next key have its turn."""
        await self._key_order.went(message)

    def back_up(self) -> None:
        """Make the backup of the day, if it is due and nobody works in a session."""
        self.backups.look(make=self.sitting is None)

    def back_up_at_last(self, say: Callable[[str], None]) -> None:
        """Make the backup of the day before the program ends, if it is due and no call goes on.

        Args:
            say: Shows a line at the terminal.
        """
        if self.sitting is None or self.sitting.session.running_contact is None:
            self.backups.finish(say)

    def sit_down(self, agent: Agent, request: LiveRequest | None = None) -> Sitting:
        """Open a live session with an agent.

        Raises:
            CoachError: It is open in another window, or a form cannot be read.
        """
        forms = request.form_ids if request is not None else ()
        model = request.model_id if request is not None else None
        known = request.session_id if request is not None else ""
        return self._sit(agent, self.listening.begin(agent, forms, model, known=known))

    def sit_down_with(self, agent: Agent, session: Session) -> Sitting:
        """Open a session that is on disk: a draft or running one to go on with, a final one to read."""
        if session.status == "final":
            return self._sit(agent, self.listening.read_whole(session))
        return self._sit(agent, self.listening.open(session))

    def take_back(self) -> None:
        """Open the session that was finished last as it was before."""
        screen = self.screen
        if self.finished is None or not isinstance(screen, CoachScreen):
            if isinstance(screen, CoachScreen):
                screen.refuse(sentence(Refused("nothing_to_undo")))
            return
        try:
            sitting = self._sit(self.finished.agent, self.listening.take_back(self.finished))
        except CoachError as error:
            screen.refuse(sentence(error))
            return
        self.open_live(sitting, _("Taken back: the session is not final any more and goes on as it was."))

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
        dates = [day for entry in rows for day in entry.evaluated]
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
            self.relabel()

    def wear(self, theme: str) -> None:
        """Switch the colours; the choice is kept."""
        if theme in NAMES:
            self.theme = theme
            self._keep(preferences.THEME, theme)

    def action_leave_program(self) -> None:
        """Quit without a question; what is not on disk yet is offered another place."""
        unsaved = self.unsaved_work()
        if unsaved is not None:
            self.open_rescue(unsaved, quitting=True)
        else:
            self.end(0)

    def _save_now(self) -> bool:
        return self.unsaved_work() is None

    def store_renewed(self) -> None:
        """Open the store anew after its protection changed; no session is open then."""
        self.program.renew()
        self.listening = self._new_listening()

    def _new_listening(self) -> Listening:
        program = self.program
        return Listening(program.sessions, program.team, program.content, program.clock, program.ids)

    def _sit(self, agent: Agent, opened: Opened) -> Sitting:
        program = self.program
        ports = Ports(
            sessions=program.sessions, content=program.content, clock=program.clock, ids=program.ids
        )
        self.sitting = Sitting(agent, opened, self.listening, ports)
        self.team_agent_id = agent.id
        return self.sitting

    def _keep(self, key: str, value: str) -> None:
        try:
            self.program.settings.put(key, value)
        except CoachError as error:
            if isinstance(self.screen, CoachScreen):
                self.screen.refuse(sentence(error))

    async def _hand_over(self, event: events.Key | events.Paste) -> bool:
        """Hand a key over, full-width signs as their twins; text that is no key goes to the screen.

        A list takes no text, so what its key is bound to is done here and now: on the way that keys go in
        Textual it would call at the list and at every container around it first, in vain.

        Returns:
            Whether it is done already.
        """
        if self._exit or self._goes_nowhere(event):  # a screen that the end came before has no widgets
            return True
        if isinstance(event, events.Key):
            typed = event.character if event.is_printable else None
            event = self._twin(event)
            if isinstance(self.focused, LineList) and await self._done_at_once(event.key):
                return True
        else:
            typed = event.text
        if typed and not isinstance(self.focused, Input):
            if self._taken_as_text(typed):
                return True
            if twin_of(typed) in ANSWERS and self._nothing_takes_keys():
                self.typed_ahead.refused(said=False)
        await super().on_event(event)
        return False

    def _goes_nowhere(self, event: events.Key | events.Paste) -> bool:
        """Whether a key is taken by the screen itself, or is not meant for what it would change."""
        dropped = self._drops(event)
        if not isinstance(event, events.Key):
            return False
        held = self._repeats(event)
        if isinstance(self.screen, CoachScreen) and self.screen.swallows(event):
            return True
        if held and not self._may_repeat(event):
            self._say_held(event.key)
            return True
        if dropped:
            self._say_dropped()
        return dropped

    def _taken_as_text(self, typed: str) -> bool:
        return isinstance(self.screen, CoachScreen) and self.screen.take_text(typed)

    async def _done_at_once(self, key: str) -> bool:
        """Do what a key is bound to, from the list outwards, but for keys that go first everywhere."""
        for node, binding in self._bound_to(key):
            if await self.run_action(binding.action, node):
                return True
        return False

    def _bound_to(self, key: str) -> Iterator[tuple[DOMNode, Binding]]:
        """Yield what a key is bound to here, what comes first first."""
        chain = self.screen._binding_chain  # noqa: SLF001  Textual walks it twice for each key
        inner = next((place for place, (node, _) in enumerate(chain, 1) if node.is_modal), len(chain))
        for first, links in ((True, chain[::-1]), (False, chain[:inner])):
            for node, bound in links:
                for binding in bound.key_to_bindings.get(key, ()):
                    if binding.priority == first:
                        yield node, binding

    def _repeats(self, event: events.Key) -> bool:
        """Whether a key came only because it is held down."""
        held = self._held_key.repeats(event.key, event.time, alone=came_alone(event))
        if not held:
            self._held_said = ""
        return held

    def _may_repeat(self, event: events.Key) -> bool:
        """Whether a held key goes on here: in a line of text, and where its row of the key table says so."""
        if event.is_printable and isinstance(self.focused, Input):
            return True
        binding = next((bound for _node, bound in self._bound_to(self._twin(event).key)), None)
        entry = by_id().get(binding.id or "") if binding is not None else None
        return entry is None or entry.repeats

    def _say_held(self, key: str) -> None:
        """Say once for a held key, with the bell, that its repeats do nothing."""
        if self._held_said == key:
            return
        self._held_said = key
        self.bell()
        if isinstance(self.screen, CoachScreen):
            here = (entry for scope in self.screen.SCOPES for entry in rows(scope))
            undo = next((entry.id for entry in here if entry.action == "undo"), "")
            text = _("Held down: only the first presses count.")
            if undo and key not in self.keys_of(undo):
                text = _("Held down: only the first presses count. {key} takes one back.")
                text = text.format(key=key_name(self.first_key(undo)))
            self.screen.refuse(text)

    def _nothing_takes_keys(self) -> bool:
        """Whether a key that has done nothing so far will do nothing: in a list, or in too small a window."""
        screen = self.screen
        if not isinstance(screen, CoachScreen):
            return False
        if self.focused is None:
            return screen.too_small
        return isinstance(self.focused, LineList) and not screen.filters

    def _drops(self, event: events.Key | events.Paste) -> bool:
        """Whether a key was typed ahead of one that was refused."""
        sign = event.character if isinstance(event, events.Key) else None
        in_text = isinstance(self.focused, Input)
        return self.typed_ahead.drops(sign, event.time, self.screen, in_text=in_text)

    def _say_dropped(self) -> None:
        """Sound the bell, and say why where the refusal before does not say it any more."""
        self.bell()
        if self.typed_ahead.unexplained and isinstance(self.screen, CoachScreen):
            self.screen.refuse(_("Typed too fast: that key recorded nothing. Press it again."))

    def _twin(self, event: events.Key) -> events.Key:
        """Return what the key of a Chinese or full-width sign types in ASCII, outside a text line."""
        character = event.character
        twin = twin_of(character) if character is not None else None
        if twin is None or twin == character or isinstance(self.focused, Input):
            return event
        return events.Key(_character_to_key(twin), twin)


def _thaw() -> None:
    """Collect garbage again; what start-up made is never looked at again."""
    gc.freeze()
    gc.enable()


def _apart(event: events.Key | events.Paste) -> tuple[events.Key | events.Paste, ...]:
    """Return a key with Alt, as the kitty protocol says it, as Esc and that key; nothing is bound to Alt."""
    if not isinstance(event, events.Key) or not event.key.startswith("alt+") or not event.character:
        return (event,)
    return events.Key("escape", "\x1b"), events.Key(_character_to_key(event.character), event.character)
