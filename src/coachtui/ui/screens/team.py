"""The team (S1): who is in it, how far each has come this month, whom to listen to (R1, R24)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from coachtui.domain.agent import Agent
from coachtui.domain.errors import CoachError
from coachtui.domain.text import clean_line, name_key
from coachtui.i18n import _, ngettext
from coachtui.services import preferences
from coachtui.services.retention import Due, due_of, terms_of
from coachtui.services.sentences import sentence
from coachtui.services.team_overview import Standing, Tally, standings, tally
from coachtui.ui.binding import bindings
from coachtui.ui.daily_backup import BackupSpoke, backups_of
from coachtui.ui.keys import Scope
from coachtui.ui.panes.team_rows import TeamColumns, TeamRows
from coachtui.ui.present import key_name
from coachtui.ui.retention_words import due_line
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.standing_line import standing_line, with_due
from coachtui.ui.team_place import TeamPlace
from coachtui.ui.widgets.bars import MessageLine
from coachtui.ui.widgets.team_head import FilterLine, TeamHead

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest

_FILTER_LIMIT = 60
"""Characters a filter may have."""


class TeamScreen(CoachScreen):
    """The list of agents."""

    SCOPES: ClassVar[tuple[Scope, ...]] = ("team", "list", "all")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]

    @dataclass
    class Counted(Message):
        """The sessions are counted; or why they could not be."""

        tallies: Mapping[str, Tally] | None
        error: CoachError | None = None
        first: datetime | None = None
        due: Due | None = None

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
        self._live = live
        self._place = place or TeamPlace()
        self._at_start = at_start
        self._told = told
        self._standing = ""
        self._first: datetime | None = None
        self._due: Due | None = None
        self._due_told = False
        self._wanted = self._place.wanted
        self._tallies = self._place.tallies
        self._with_left = False
        self._agents: list[Agent] = []
        self._team: list[tuple[Standing, str]] = []
        self._today = date.min

    @property
    def rows(self) -> TeamRows:
        """The list."""
        return self.query_one(TeamRows)

    def compose_body(self) -> ComposeResult:
        """Lay out head, filter, columns and list."""
        rows = TeamRows()
        yield TeamHead()
        yield FilterLine()
        yield TeamColumns(rows)
        yield rows

    def on_mount(self) -> None:
        """Show the names at once; the sessions are counted after that."""
        self.rows.focus(scroll_visible=False)
        self.show_footer()
        self.take_agents(self._place.agent_id)
        self._greet()
        backups_of(self.app).listen(lambda: self.post_message(BackupSpoke()))
        self.call_after_refresh(self.count)

    def take_agents(self, agent_id: str = "") -> None:
        """Read the agents anew and make one of them the current one."""
        program = self.coach.program
        try:
            self._agents = program.team.agents()
            lead = program.team.lead()
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self._today = program.clock.now().date()
        self.query_one(TeamHead).lead = lead.name if lead is not None else ""
        self._show()
        if agent_id:
            self.rows.go_to(agent_id)

    def count(self) -> None:
        """Count the sessions on a thread: at 100,000 that takes half a second, and keys must not wait."""
        program, today = self.coach.program, self._today
        sessions, terms = program.sessions, terms_of(program.settings, program.clock)

        def read() -> None:
            try:
                rows = sessions.rows()
                first = rows[0].started_at if rows else None
                counted = self.Counted(tally(rows, today), first=first, due=due_of(rows, terms))
            except CoachError as error:
                counted = self.Counted(None, error)
            self.post_message(counted)

        self.run_worker(read, thread=True, exclusive=True, exit_on_error=False)

    def on_team_screen_counted(self, message: Counted) -> None:
        """Fill the numbers in."""
        if message.error is not None:
            self.refuse(sentence(message.error))
            return
        self._tallies, self._first, self._due = message.tallies, message.first, message.due
        self._show()
        self.show_standing()

    def on_backup_spoke(self) -> None:
        """Say what is known of backups now."""
        self.show_standing()

    def show_standing(self) -> None:
        """Say how safe the data are, unless something else is said; a new failure is said all the same."""
        backups, said = backups_of(self.app), self.query_one(MessageLine).text
        width, due = self.app.size.width, self._due_line()
        text, tone = standing_line(
            self.coach, backups, due, at_start=self._at_start, first=self._first, width=width
        )
        failed = (backups.error is not None or backups.room_gone()) and text != self._standing
        if failed or said in {"", self._standing}:
            self._standing = text
            self.say(text, tone)
        elif self._at_start and due[0] and not self._due_told:
            self.say(with_due(said, due[0], width), "amber")
        self._due_told = bool(due[0])

    def _due_line(self) -> tuple[str, str]:
        """Return what is past its time, with its tone; empty before the sessions are counted."""
        key = key_name(self.coach.first_key("app.palette"))
        return due_line(self._due, key) if self._due is not None else ("", "muted")

    def on_key(self, event: events.Key) -> None:
        """Let letters and digits filter at once, in any script."""
        if event.character is not None and event.is_printable:
            event.stop()
            event.prevent_default()
            self._filter(self._wanted + event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Let pasted text filter too."""
        event.stop()
        self._filter(self._wanted + clean_line(event.text[:_FILTER_LIMIT]))

    def action_unfilter(self) -> None:
        """Take the last character of the filter away."""
        self._filter(self._wanted[:-1])

    def action_show_left(self) -> None:
        """Show those who left, or hide them again."""
        self._with_left = not self._with_left
        self._show()
        number = sum(1 for agent in self._agents if agent.status == "left")
        if self._with_left:
            text = ngettext(
                "{number} agent who left, at the end of the list.",
                "{number} agents who left, at the end of the list.",
                number,
            )
            self.say(text.format(number=number))
        else:
            self.say(_("Those who left are hidden."))

    def action_open_agent(self) -> None:
        """Open the current agent; begin the session that was asked for, if one was."""
        standing = self.rows.standing
        if standing is None:
            self._refuse_nobody()
        elif self._live is not None:
            self.action_listen()
        else:
            place = TeamPlace(agent_id=standing.agent.id, wanted=self._wanted, tallies=self._tallies)
            self.coach.open_agent(standing.agent, place)

    def action_listen(self) -> None:
        """Start a live session with the current agent, or go on with the running one."""
        standing = self.rows.standing
        if standing is None:
            self._refuse_nobody()
        elif standing.agent.status == "left":
            self._refuse_left()
        else:
            try:
                sitting = self.coach.sit_down(standing.agent, self._live)
            except CoachError as error:
                self.refuse(self._why_not(error))
                return
            self.coach.open_live(sitting)

    def action_add_agent(self) -> None:
        """Add an agent."""
        self._fill_in(None)

    def action_edit_agent(self) -> None:
        """Change the current agent, as stored now."""
        standing = self.rows.standing
        if standing is None:
            self._refuse_nobody()
            return
        try:
            agent = self.coach.program.roster.as_stored(standing.agent)
        except CoachError as error:
            self.refuse(sentence(error))
            return
        self._fill_in(agent)

    def step_back(self) -> None:
        """Clear the filter; from the team there is nowhere further back."""
        if self._wanted:
            self._filter("")
        elif self._live is not None:
            self._live = None
            self.say(_("No session is begun."))
        else:
            key = key_name(self.coach.first_key("app.quit"))
            self.say(_("This is the team. {key} leaves the program.").format(key=key))

    def relabel(self) -> None:
        """Show everything in another language."""
        super().relabel()
        self.rows.relabel()
        self._show()
        self._greet()
        self.show_standing()

    def on_resize(self) -> None:
        """Share the columns and the message line out anew."""
        self.show_standing()
        self.call_after_refresh(self.query_one(TeamColumns).update_lines)

    def _filter(self, wanted: str) -> None:
        wanted = wanted.lstrip()[:_FILTER_LIMIT]
        if wanted != self._wanted:
            self._wanted = wanted
            self._sift()
            if wanted:
                self.rows.move_to(0)

    def _show(self) -> None:
        """Show the team as it is now."""
        program = self.coach.program
        target = preferences.number(program.settings, preferences.EVALUATIONS_PER_MONTH)
        team = standings(self._agents, self._tallies, self._today, target)
        self._team = [(s, folded(f"{s.agent.name} {s.agent.alias} {s.agent.team}")) for s in team]
        self.rows.share_out([s for s in team if not self._hidden(s.agent)], self._today)
        counted = self._tallies is not None
        self.query_one(TeamHead).show(team, self._today, counted=counted, demo=program.demo)
        self._sift()
        self.query_one(TeamColumns).update_lines()

    def _sift(self) -> None:
        """Show those that the filter takes; one that names who left finds them too."""
        parts = folded(self._wanted).split()
        if parts:
            shown = self._found(parts)
        else:
            shown = [standing for standing, _text in self._team if not self._hidden(standing.agent)]
        self.rows.show(shown, self._empty_sentence())
        self.query_one(FilterLine).show(self._wanted, len(shown))

    def _found(self, parts: list[str]) -> list[Standing]:
        """Return those with words that begin so; where there is none, those with the letters anywhere."""
        begins = [_beginning(part) for part in parts]
        found = [standing for standing, text in self._team if all(begin.search(text) for begin in begins)]
        return found or [standing for standing, text in self._team if all(part in text for part in parts)]

    def _hidden(self, agent: Agent) -> bool:
        return agent.status == "left" and not self._with_left

    def _empty_sentence(self) -> str:
        if self._wanted:
            return _("Nobody matches; Esc shows everyone again.")
        key = key_name(self.coach.first_key("team.add"))
        if any(agent.status == "left" for agent in self._agents):
            return _("Everyone has left; {key} adds an agent.").format(key=key)
        return _("There is nobody in the team yet: {key} adds the first agent.").format(key=key)

    def _greet(self) -> None:
        """Say what is asked for or what is ignored; the rest of the line stays quiet."""
        self._due_told = False
        if self._told:
            self.refuse(self._told)
        elif self._live is not None:
            self.say(_("Choose whom to listen to; Enter begins."), "accent")
        elif not (self._at_start and self._tell_problems()):
            self.show_standing()

    def _tell_problems(self) -> bool:
        """Say what in settings and keys is ignored; return whether anything is."""
        problems = (*self.coach.program.setting_problems(), *self.coach.key_problems)
        if problems:
            more = f" (+{len(problems) - 1})" if len(problems) > 1 else ""
            self.refuse(sentence(_with_short_file(problems[0])) + more)
        return bool(problems)

    def _fill_in(self, agent: Agent | None) -> None:
        from coachtui.ui.screens.agent_form import AgentFormScreen

        self.app.push_screen(AgentFormScreen(agent, self._filled_in))

    def _filled_in(self, agent: Agent | None, told: str) -> None:
        if agent is not None:
            if self._wanted:
                self._wanted = ""
            self.take_agents(agent.id)
        self.say(told, "good" if agent is not None else "muted")

    def _why_not(self, error: CoachError) -> str:
        """Return why no session opens; one that is open elsewhere can still be read."""
        if error.code != "session_open_elsewhere":
            return sentence(error)
        key = key_name(self.coach.first_key("team.open"))
        return _("Open in another window; {key} opens the page where it can be read.").format(key=key)

    def _refuse_nobody(self) -> None:
        self.refuse(self._empty_sentence())

    def _refuse_left(self) -> None:
        key = key_name(self.coach.first_key("team.edit"))
        self.refuse(_("This agent has left; {key} brings them back.").format(key=key))


def _with_short_file(problem: CoachError) -> CoachError:
    """Return a problem with the name of its file alone, so that the line holds what is wrong with it."""
    facts = dict(problem.facts)
    if "file" in facts:
        facts["file"] = PurePath(str(facts["file"])).name
    return CoachError(problem.code, **facts)


def _beginning(part: str) -> re.Pattern[str]:
    """Return what finds ``part`` at the beginning of a word; Chinese has no spaces between words."""
    return re.compile(re.escape(part) if cell_len(part[0]) > 1 else rf"(?<!\w){re.escape(part)}")


def folded(text: str) -> str:
    """Return what two texts share that differ only in letter case, accents, spaces or Unicode form."""
    apart = unicodedata.normalize("NFKD", name_key(text))
    return "".join(character for character in apart if not unicodedata.combining(character))
