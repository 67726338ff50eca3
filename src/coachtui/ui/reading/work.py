"""A stored session on the screen that reads it, and the one door through which it changes there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError, ContentError
from coachtui.domain.model import Model
from coachtui.domain.names.namesakes import distinct_names
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.texts.session_passages import LoadedSession, sheets_of
from coachtui.services.words.sentences import sentence
from coachtui.ui.keys.table import Scope
from coachtui.ui.present import day_and_time
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.widgets.caption import Caption
from coachtui.ui.widgets.edit_line import EditLine, Entry
from coachtui.ui.widgets.long_list import Reading
from coachtui.ui.words.save_badge import save_badge
from coachtui.ui.words.sessions import STATUS

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.session import Session
    from coachtui.services.private_forms import PrivateForms
    from coachtui.services.results import Results


class ReadingWork:
    """The session that is read, without what belongs to the agent alone (R84), and what is seen of it.

    Attributes:
        screen: The screen that shows it.
        agent: Whose session it is.
        session: As it is on disk, as far as it may be seen.
        results: Where its scores come from.
        models: The coaching models used in it, as far as they can be read.
        head: Whose session it is, and what has become of it.
        edit_line: The line to write in.
    """

    def __init__(
        self,
        screen: CoachScreen,
        agent: Agent,
        session: Session,
        results: Results,
        owned: PrivateForms,
        *,
        text: Reading,
        show_text: Callable[[LoadedSession], None],
    ) -> None:
        """Take the session.

        Args:
            screen: The screen that shows it.
            agent: Its agent.
            session: As it is on disk.
            results: Where its scores come from.
            owned: Knows what belongs to the agent alone.
            text: What it is read in; has the keys while nothing is written.
            show_text: Puts a session into it.
        """
        self.screen = screen
        self.agent = agent
        self.session = owned.without_private(session)
        self.results = results
        self.models: tuple[Model, ...] = ()
        self.head = Caption("", classes="screen-head")
        self.edit_line = EditLine()
        self._owned = owned
        self._mark = ""
        self._text = text
        self._show_text = show_text

    def begin(self) -> bool:
        """Show the session for the first time; return whether there is all of it."""
        self._mark = self.screen.coach.agents.mark_of(self.agent)
        whole = self.show()
        self.read_on()
        return whole

    def take(self, change: Callable[[], Session]) -> CoachError | None:
        """Make a change and show the session as it is then; say and return why it could not be made."""
        try:
            self.session = self._owned.without_private(change())
        except CoachError as error:
            self.screen.refuse(sentence(error))
            return error
        self.results.forget(self.session.id)
        self.show()
        return None

    def take_stored(self) -> CoachError | None:
        """Show the session as it is on disk now; say and return why it could not be read."""
        return self.take(lambda: self.screen.coach.program.correcting.as_stored(self.session))

    def take_written(self, session: Session) -> None:
        """Show the session with a statement that was written, which stands at its end."""
        self.read_on()
        self.take(lambda: session)
        self._text.action_list_end(1)

    def show(self) -> bool:
        """Show what there is; return whether that is all, or say what of a form or model is lost."""
        session, program = self.session, self.screen.coach.program
        self.show_badge()
        opened = program.listening.read(session)
        lost = [*opened.lost, *self._read_models()]
        loaded = LoadedSession(
            session=session,
            sheets=sheets_of(session, self.results.every(session), opened.forms),
            forms=opened.forms,
            models={model.id: model for model in self.models},
            phase_names=opened.rules.phase_names,
            names=self._names(),
            hold_limit_s=preferences.number_setting(program.settings, preferences.HOLD_LIMIT),
        )
        self._show_text(loaded)
        if lost:
            self.screen.refuse(sentence(lost[0]))
        return not lost

    def show_badge(self) -> None:
        """Show whose session it is, with its status, or how far saving is while something is written."""
        session, statement = self.session, self.screen.coach.work.statement
        glyph, word, _tone = STATUS[session.status]
        saving = save_badge(statement.save_state(), known=True)[0].strip() if statement else ""
        self.head.show(
            self.agent.name,
            saving or f"{glyph} {_(word)}",
            self._mark,
            f"  ·  {day_and_time(session.started_at)}",
        )

    def show_keys(self) -> None:
        """Show the keys that work now in the footer."""
        scopes: tuple[Scope, ...] = (
            ("line", "all") if self.edit_line.entry is not None else self.screen.SCOPES
        )
        self.screen.show_footer(*scopes, left_out=self._left_out())

    def write(self, entry: Entry) -> None:
        """Open the line to write one thing."""
        self.edit_line.open(entry)
        self.show_keys()

    def read_on(self) -> None:
        """Go back from the line to the text."""
        self._text.focus(scroll_visible=False)
        self.show_keys()

    def _left_out(self) -> Collection[str]:
        """Return what cannot be done with a session that is not final, or even runs somewhere."""
        match self.session.status:
            case "final":
                return ()
            case "live":
                return "reading.correct", "reading.statement"
            case _:
                return ("reading.correct",)

    def _read_models(self) -> list[CoachError]:
        """Read the models used in the session; return what of them is lost."""
        used, models = self.screen.coach.program.listening.used, []
        lost: list[CoachError] = []
        for ref in self.session.models_used:
            try:
                model = used.model(ref)
            except CoachError as error:
                lost.append(error)
                continue
            if model is not None:
                models.append(model)
            else:
                lost.append(ContentError("model_lost", id=ref.id, version=ref.version))
        self.models = tuple(models)
        return lost

    def _names(self) -> dict[str, str]:
        """Return who is in the session where more than one is."""
        several = len(self.session.agent_ids) > 1
        try:
            return distinct_names(self.screen.coach.program.team.agents() if several else ())
        except CoachError as error:
            self.screen.refuse(sentence(error))
            return {}
