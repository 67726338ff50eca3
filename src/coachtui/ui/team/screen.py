"""The team screen: who is on the team, how far each has come this month, whom to listen to (R1, R24)."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from coachtui.i18n import _
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.daily_backup import BackupSpoke, backups_of
from coachtui.ui.keys.binding import bindings
from coachtui.ui.places import shown_at
from coachtui.ui.present import key_name
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.team.counting import TeamCounting
from coachtui.ui.team.listening import TeamListening
from coachtui.ui.team.members import TeamMembers
from coachtui.ui.team.rows import TeamColumns, TeamRows
from coachtui.ui.team.running_line import TeamRunning
from coachtui.ui.team.standing_line import StandingLine
from coachtui.ui.team.team_list import TeamList
from coachtui.ui.team_place import TeamPlace


class TeamScreen(CoachScreen):
    """The screen that lists everyone a team lead coaches; every way through the program begins here.

    Attributes:
        counting: What counts the sessions of everyone.
    """

    SCOPES = shown_at("TeamScreen")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]
    filters = True

    def __init__(
        self,
        live: LiveRequest | None = None,
        place: TeamPlace | None = None,
        *,
        at_start: bool = False,
        told: str = "",
    ) -> None:
        """Take what is asked for.

        Args:
            live: A live session to open with the agent that is chosen.
            place: Where to come back to.
            at_start: Whether this is the first screen, which tells what in settings and keys is ignored.
            told: What went wrong before this screen.
        """
        super().__init__()
        place = place or TeamPlace()
        self._begins_at = place.agent_id
        self._falls_back = bool(told)
        self._in_front_before = False
        self._team = TeamList(self, place.tallies, place.wanted)
        self._ongoing = TeamRunning(self, live, place.running)
        self._standing = StandingLine(self, at_start=at_start, told=told)
        self.counting = TeamCounting(self, self._team, self._ongoing, self._standing)
        self._members = TeamMembers(self, self._team, self._ongoing, self.counting)
        self._listening = TeamListening(self, self._team, self._ongoing, self._members)

    @property
    def rows(self) -> TeamRows:
        """The list of agents."""
        return self._team.rows

    def compose_body(self) -> ComposeResult:
        """Lay out head, filter, columns and list."""
        yield self._team.head
        yield self._team.filter_line
        yield self._team.columns
        yield self._team.rows
        yield self._ongoing.line

    def on_mount(self) -> None:
        """Show the names at once; the sessions are counted after that."""
        self.rows.focus(scroll_visible=False)
        self.show_footer()
        self._team.read(self._begins_at)
        if self._falls_back:
            self._members.ask_about_next(self._begins_at)
        self._ongoing.show()
        self._greet()
        backups_of(self.app).listen(lambda: self.post_message(BackupSpoke()))
        self.call_after_refresh(self.counting.begin)

    def on_screen_resume(self) -> None:
        """Show the team as it is stored by now, when it comes back to the front."""
        if self._in_front_before:
            self.counting.begin_again()
        self._in_front_before = True

    def on_team_counting_counted(self, message: TeamCounting.Counted) -> None:
        """Fill the numbers in; do what a key asked for that waited for them."""
        self.counting.take(message)
        if self._listening.waits:
            self.action_listen()

    def on_backup_spoke(self) -> None:
        """Say what is known of backups now."""
        self._standing.show()

    def take_key(self, key: events.Key) -> bool:
        """Look again at what other windows did when the list is used after a while; take no key away."""
        self.counting.begin_if_old()
        return super().take_key(key)

    def on_key(self, event: events.Key) -> None:
        """Let letters and digits filter at once, in any script."""
        if event.character is not None and event.is_printable:
            event.stop().prevent_default()
            self._team.add_to_filter(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Let pasted text filter too."""
        event.stop()
        self._team.paste_into_filter(event.text)

    def on_team_columns_order_wanted(self, message: TeamColumns.OrderWanted) -> None:
        """Let the team stand by the column that was clicked."""
        self._team.sort(message.order)

    def step_back(self) -> None:
        """Clear the filter; from the team there is nowhere further back."""
        if self._team.wanted:
            self._team.filter_by("")
        elif self._ongoing.request is not None:
            self._ongoing.drop_request()
        else:
            key = key_name(self.coach.first_key("app.quit"))
            self.say(_("This is the team. {key} leaves the program.").format(key=key))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        self._team.relabel()
        self._ongoing.show()
        self._greet()
        self._standing.show()

    def on_resize(self) -> None:
        """Lay the columns and the message line out anew."""
        self._standing.show()
        self.call_after_refresh(self._team.columns.update_lines)

    def action_unfilter(self) -> None:
        """Take the last character of the filter away."""
        self._team.filter_by(self._team.wanted[:-1])

    def action_show_left(self) -> None:
        """Show those who left, or hide them again."""
        self._team.show_left()

    def action_sort(self) -> None:
        """Let the team stand in the next order."""
        self._team.sort_next()

    def action_open_agent(self) -> None:
        """Open the current agent; begin the session that was asked for, if one was."""
        if self._ongoing.request is not None:
            self.action_listen()
        else:
            self._members.open()

    def action_listen(self) -> None:
        """Start a live session with the current agent, or go on with the running one."""
        self._listening.listen()
        self.holds_keys = self._listening.waits

    def action_add_agent(self) -> None:
        """Add an agent."""
        self._members.add()

    def action_edit_agent(self) -> None:
        """Change the current agent, as stored now."""
        self._members.edit()

    def action_take_back(self) -> None:
        """Take back that the last session was finished."""
        self.coach.places.take_back()

    def _greet(self) -> None:
        self._standing.greet(asks_whom=self._ongoing.request is not None)
