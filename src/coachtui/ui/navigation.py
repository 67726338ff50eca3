"""Going from screen to screen; a screen is loaded when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.i18n import _
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.shell import Shell
from coachtui.ui.team_place import TeamPlace

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.services.listening import Finished
    from coachtui.services.sitting import Sitting
    from coachtui.services.statement_writing import StatementWriting
    from coachtui.services.team_order import TeamOrder
    from coachtui.ui.coach import OpenWork


class Navigation(Shell, inherit_bindings=False):
    """An application that knows its screens.

    Attributes:
        sitting: The session open in this window, or ``None``.
        statement: What an agent says about a session, while it is written here; else ``None``.
        finished: The session made final last, while that can be taken back; else ``None``.
        recovery_unconfirmed: Whether a recovery key is made or shown that nobody has confirmed to have read.
        team_agent_id: Whose row the team screen comes back to; empty for the first.
        team_order: How the team stands.
    """

    sitting: Sitting | None = None
    finished: Finished | None = None
    statement: StatementWriting | None = None
    recovery_unconfirmed: bool = False
    team_agent_id: str = ""
    team_order: TeamOrder = "name"

    def open_work(self) -> list[OpenWork]:
        """Return what is being changed in this window and saved beside the keys."""
        return [work for work in (self.sitting, self.statement) if work is not None]

    def unsaved_work(self) -> OpenWork | None:
        """Save what is open; return what the disk did not take, or ``None``."""
        return next((work for work in self.open_work() if not work.flush()), None)

    def leave_live(self, sitting: Sitting, said: str = "") -> None:
        """Leave a session and show the team; what is not on disk yet is offered another place.

        Args:
            sitting: The open sitting.
            said: What the team screen says first.
        """
        if sitting.flush():
            self.close_sitting(said)
        else:
            self.open_rescue(sitting, said=said)

    def close_sitting(self, said: str = "") -> None:
        """Let the open session go, as far as it is saved, and show the team."""
        if self.statement is not None:
            self.statement.leave()
            self.statement = None
        if self.sitting is not None:
            self.sitting.leave()
            self.team_agent_id = self.sitting.session.agent_id
            self.sitting = None
        self.show_team(said)

    def show_team(self, said: str = "", place: TeamPlace | None = None, *, told: str = "") -> None:
        """Show the team.

        Args:
            said: What its message line says first.
            place: Where to be in the list; ``None`` is the agent whom the lead saw last.
            told: What went wrong before, which it says first.
        """
        from coachtui.ui.screens.team import TeamScreen

        place = place or TeamPlace(agent_id=self.team_agent_id)
        self._show_alone(TeamScreen(place=place, told=told), said)

    def open_agent(self, agent: Agent, place: TeamPlace) -> None:
        """Show an agent.

        Args:
            agent: The agent.
            place: Where to go back to on the team screen.
        """
        from coachtui.ui.screens.agent import AgentScreen

        if self.finished is not None and self.finished.agent.id != agent.id:
            self.finished = None
        self.team_agent_id = agent.id
        self._show_alone(AgentScreen(agent, place))

    def open_live(self, sitting: Sitting, said: str = "") -> None:
        """Show a session; what was finished before can no longer be taken back.

        Args:
            sitting: The open sitting.
            said: What its message line says first.
        """
        from coachtui.ui.screens.live import LiveScreen

        self.finished = None
        self._show_alone(LiveScreen(sitting), said)

    def open_review(self, sitting: Sitting) -> None:
        """Show the closing review over the session."""
        from coachtui.ui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(sitting))

    def open_rescue(self, work: OpenWork, *, said: str = "", quitting: bool = False) -> None:
        """Offer to write the session to another place when it cannot be saved.

        Args:
            work: What is open and not saved.
            said: What the team screen says once it is saved after all.
            quitting: Whether the program is to end rather than the team to be shown.
        """
        from coachtui.ui.screens.rescue import RescueScreen

        if not isinstance(self.screen, RescueScreen):
            self.push_screen(RescueScreen(work, said=said, quitting=quitting))

    def open_protect(self, *, protected: bool) -> None:
        """Set or change the passphrase; the store must not be in use meanwhile.

        Args:
            protected: Whether there is a passphrase, which is to be changed.
        """
        from coachtui.ui.screens.protect import ProtectScreen

        if self.sitting is not None:
            if isinstance(self.screen, CoachScreen):
                self.screen.refuse(_("Close the session first; then the passphrase can be set."))
        elif self.nothing_written():
            self.push_screen(ProtectScreen(protected=protected))

    def open_retention(self) -> None:
        """Show what is past its time; a session that a statement is written about could not be deleted."""
        from coachtui.ui.screens.retention import RetentionScreen

        if self.nothing_written():
            self.push_screen(RetentionScreen())

    def nothing_written(self) -> bool:
        """Whether no line of text is open, so that something else may begin; else say what comes first.

        A statement that only waits for the disk is brought there, and its session let go.
        """
        from coachtui.ui.widgets.edit_line import EditLine

        lines = [line for screen in self.screen_stack for line in screen.query(EditLine)]
        written = next((line for line in reversed(lines) if line.entry is not None), None)
        if written is None:
            return self.settle_statement()
        if isinstance(self.screen, CoachScreen):
            self.screen.refuse(_("Finish what you are writing first: Enter keeps it, Esc drops it."))
            written.input.focus(scroll_visible=False)
        return False

    def settle_statement(self) -> bool:
        """Let the session of a statement go once all is on disk; else offer another place for it.

        Returns:
            Whether no statement holds a session any more.
        """
        if self.statement is None:
            return True
        if not self.statement.flush():
            self.open_rescue(self.statement)
            return False
        self.statement.leave()
        self.statement = None
        return True

    def go_back(self) -> None:
        """Close the screen on top, if there is one below it."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def relabel(self) -> None:
        """Show every open screen again; one that only opens does so by itself."""
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen) and screen.laid_out:
                screen.relabel()

    async def action_back(self) -> None:
        """Go back one step."""
        if isinstance(self.screen, CoachScreen):
            self.screen.step_back()
        else:
            self.go_back()

    def action_help(self) -> None:
        """Show every key that works here; the same key closes it."""
        from coachtui.ui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.step_back()
        elif isinstance(self.screen, CoachScreen):
            self.push_screen(HelpScreen(self.screen.SCOPES))

    def action_command_palette(self) -> None:
        """Search every action by name; the same key closes it."""
        from coachtui.ui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            self.screen.step_back()
        elif isinstance(self.screen, CoachScreen):
            self.push_screen(PaletteScreen(self.screen))

    def action_privacy(self) -> None:
        """Blank the screen (R11)."""
        self.blank()

    def blank(self, told: str = "") -> None:
        """Blank the screen; one that is blank already says what is to be said.

        Args:
            told: What to say besides; empty for nothing.
        """
        from coachtui.ui.screens.privacy import PrivacyScreen

        if not isinstance(self.screen, PrivacyScreen):
            self.push_screen(PrivacyScreen(told))
        elif told:
            self.screen.tell(told)

    def _show_alone(self, screen: CoachScreen, said: str = "") -> None:
        """Show a screen with nothing below it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_screen(screen)
        if said:
            screen.call_after_refresh(screen.say, said, "good")
