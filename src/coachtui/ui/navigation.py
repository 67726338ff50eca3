"""Opens and closes screens; the module of a screen is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, cast

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.places import PLACES, Place, place_of
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team_place import TeamPlace

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from coachtui.services.open_session import OpenSession
    from coachtui.services.team_order import TeamOrder
    from coachtui.ui.work_in_hand import OpenWork, WorkInHand


class Navigator:
    """The ways from screen to screen, as the rows in ``PLACES`` say."""

    def __init__(self, app: App[int], work: WorkInHand) -> None:
        """Begin with the team ordered by name.

        Args:
            app: The application whose screens these are.
            work: What is open in its window.
        """
        self._app = app
        self._work = work
        self._team_order: TeamOrder = "name"

    @property
    def team_order(self) -> TeamOrder:
        """By what the team screen sorts the team; kept here for whenever it is opened again."""
        return self._team_order

    def order_team(self, order: TeamOrder) -> None:
        """Note by what the team screen sorts the team from now on."""
        self._team_order = order

    @property
    def top(self) -> CoachScreen | None:
        """The screen on top, if it is one of ours."""
        return self._app.screen if isinstance(self._app.screen, CoachScreen) else None

    def shown(self) -> Iterator[CoachScreen]:
        """Yield every open screen that has its widgets, the one on top first."""
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, CoachScreen) and screen.laid_out:
                yield screen

    def open(self, screen: Screen[None], said: str = "") -> None:
        """Show a screen the way its place says, or say why it does not open now.

        Args:
            screen: A new screen.
            said: What its message line says first.
        """
        place = place_of(screen)
        if (place.once and isinstance(self._app.screen, type(screen))) or not self._require_free_way(place):
            return
        if place.alone:
            while len(self._app.screen_stack) > 1:
                self._app.pop_screen()
            self._app.switch_screen(screen)
        else:
            self._app.push_screen(screen)
        if said and isinstance(screen, CoachScreen):
            screen.call_after_refresh(screen.say, said, "good")

    def open_by_name(self, name: str, *parts: object) -> None:
        """Show a screen by the name of its class, which is imported first.

        Args:
            name: Name of its class.
            *parts: What the class takes to begin with.

        Raises:
            KeyError: It does not stand in ``PLACES``.
        """
        module = import_module(f"coachtui.ui.{PLACES[name].module}")
        self.open(cast("Callable[..., CoachScreen]", getattr(module, name))(*parts))

    def show_team(self, said: str = "", place: TeamPlace | None = None, *, told: str = "") -> None:
        """Show the team.

        Args:
            said: What its message line says first.
            place: Where to be in the list; ``None`` is the agent whom the lead saw last.
            told: What went wrong before, which it says first.
        """
        from coachtui.ui.team.screen import TeamScreen

        self.open(TeamScreen(place=place or TeamPlace(agent_id=self._work.agent_id), told=told), said)

    def take_back(self) -> None:
        """Reopen the session that was finished last, as it was before."""
        from coachtui.ui.live.screen import LiveScreen

        if self.top is None:
            return
        try:
            open_session = self._work.reopen_finished()
        except CoachError as error:
            self.refuse(sentence(error))
        else:
            said = _("Reopened: the session is no longer final and continues as it was.")
            self.open(LiveScreen(open_session), said)

    def leave_live(self, open_session: OpenSession, said: str = "") -> None:
        """Leave a session and show the team; where the disk did not take all, offer another place for it.

        Args:
            open_session: The session to leave.
            said: What the team screen says first.
        """
        if open_session.flush():
            self.close_session(said)
        else:
            self.offer_rescue(open_session, said=said)

    def close_session(self, said: str = "") -> None:
        """Close the session that is open, as far as it is saved, and show the team."""
        self._work.leave_all()
        self.show_team(said)

    def offer_rescue(self, work: OpenWork, *, said: str = "", quitting: bool = False) -> None:
        """Offer to write the session to another place when it cannot be saved.

        Args:
            work: What is open and not saved.
            said: What the team screen says once it is saved after all.
            quitting: Whether the program is to end rather than the team to be shown.
        """
        from coachtui.ui.screens.rescue import RescueScreen

        self.open(RescueScreen(work, said=said, quitting=quitting))

    def require_nothing_written(self) -> bool:
        """Say what comes first where a line of text is open; else something else may begin.

        A statement that only waits for the disk is brought there, and its session let go.

        Returns:
            Whether nothing is being written any more.
        """
        from coachtui.ui.widgets.edit_line import EditLine

        lines = [line for screen in self._app.screen_stack for line in screen.query(EditLine)]
        written = next((line for line in reversed(lines) if line.entry is not None), None)
        if written is None:
            return self.settle_statement()
        if self.top is not None:
            self.refuse(_("Finish what you are writing first: Enter keeps it, Esc drops it."))
            written.input.focus(scroll_visible=False)
        return False

    def settle_statement(self) -> bool:
        """Close the session of a statement once all is on disk; else offer another place for it.

        Returns:
            Whether no statement holds a session any more.
        """
        statement = self._work.statement
        if statement is not None and not statement.flush():
            self.offer_rescue(statement)
            return False
        self._work.leave_statement()
        return True

    def go_back(self) -> None:
        """Close the screen on top, if there is one below it."""
        if len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def step_back(self) -> None:
        """Go back one step, as the screen on top understands it."""
        if self.top is not None:
            self.top.step_back()
        else:
            self.go_back()

    def relabel(self) -> None:
        """Show every open screen again, after the language changed; one that only opens does so by itself."""
        for screen in self.shown():
            screen.relabel()

    def refuse(self, text: str) -> None:
        """Let the screen on top say why something was not done."""
        if self.top is not None:
            self.top.refuse(text)

    def toggle_help(self) -> None:
        """Show every key that works here; the same key closes it."""
        from coachtui.ui.screens.help import HelpScreen

        if isinstance(self.top, HelpScreen):
            self.top.step_back()
        elif self.top is not None:
            self.open(HelpScreen(self.top.SCOPES))

    def toggle_palette(self) -> None:
        """Search every action by name; the same key closes it."""
        from coachtui.ui.palette import PaletteScreen

        if isinstance(self.top, PaletteScreen):
            self.top.step_back()
        elif self.top is not None:
            self.open(PaletteScreen(self.top))

    def hide(self, told: str = "") -> None:
        """Blank the screen, until a key is pressed (R11); one that is blank already says what is to be said.

        Args:
            told: What to say besides; empty for nothing.
        """
        from coachtui.ui.protection.privacy import PrivacyScreen

        if not isinstance(self.top, PrivacyScreen):
            self.open(PrivacyScreen(told))
        elif told:
            self.top.tell(told)

    def _require_free_way(self, place: Place) -> bool:
        """Say what comes first where something stands in the way of a place; return whether nothing does."""
        if place.not_in_session and self._work.open_session is not None:
            self.refuse(_(place.not_in_session))
            return False
        return self.require_nothing_written() if place.unwritten else True
