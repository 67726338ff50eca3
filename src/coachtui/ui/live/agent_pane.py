"""The pane about the agent who is listened to, and what to keep in mind today (R1 as far as data exists)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.message import Message

from coachtui.domain.errors import CoachError, ProgramFault
from coachtui.i18n import LANGUAGE_NAMES, _
from coachtui.services.agreements import Agreement
from coachtui.services.words.sentences import sentence
from coachtui.ui.agent_profile import Profile
from coachtui.ui.cells import wrap
from coachtui.ui.live.pane import Pane, PaneHead
from coachtui.ui.live.work import LiveWork
from coachtui.ui.present import day, labelled, words
from coachtui.ui.widgets.line_list import LineList
from coachtui.ui.widgets.lines import Line


class ProfileRows(LineList):
    """What is known of the agent, one fact below the other; the keys scroll."""

    def __init__(self) -> None:
        """Begin with no facts."""
        super().__init__(id="profile-rows")
        self._profile: Profile | None = None

    def show(self, profile: Profile) -> None:
        """Show an agent's facts."""
        self._profile = profile
        self.lay_out()

    def shows_cursor(self) -> bool:
        """There is no current row here."""
        return False

    def row_count(self) -> int:
        """Return one row for all facts."""
        return 1 if self._profile is not None else 0

    def row_lines(self, row: int, width: int) -> list[Line]:
        """Return all facts as lines."""
        del row
        if self._profile is None:
            return []
        lines: list[Line] = []
        for label, text, tone in self._facts(self._profile):
            body = wrap(labelled(label, text) if label else text, width - 2)
            lines += [((f" {line}", tone),) for line in body]
        return lines

    def _facts(self, profile: Profile) -> list[tuple[str, str, str]]:
        agent = profile.agent
        facts = [("", agent.name, "strong")]
        if agent.remember:
            facts.append((_("Keep in mind"), agent.remember, "amber"))
        facts += agreed_facts(profile.agreed)
        if agent.alias:
            facts.append((_("Alias"), agent.alias, "text"))
        if agent.team:
            facts.append((_("Team"), agent.team, "text"))
        if agent.start_date is not None:
            facts.append((_("Started"), day(agent.start_date), "text"))
        if agent.language:
            facts.append((_("Language"), LANGUAGE_NAMES.get(agent.language, agent.language), "text"))
        month, last = f"{profile.evaluations}/{profile.target}", profile.last_session or _("none yet")
        if profile.unread:
            month = last = _("cannot be read")
        facts.append((_("Evaluations this month"), month, "text"))
        facts.append((_("Last session"), last, "text"))
        return facts


def agreed_facts(agreed: Agreement | None) -> list[tuple[str, str, str]]:
    """Return label, text and tone of each thing agreed last, its day first; empty where nothing was."""
    if agreed is None:
        return []
    at = _("Agreed on {day}").format(day=day(agreed.at.date()))
    return [("", at, "accent"), *((words(label), text, "text") for label, text in agreed.parts)]


class AgentPane(Pane):
    """The pane about the agent: a head line, and what is known of them."""

    BINDING = "pane.agent"

    @dataclass
    class AgreedFound(Message):
        """What was agreed last with an agent is read, or ``error`` says why it could not be."""

        agent_id: str
        agreed: Agreement | None
        error: CoachError | None = None

    def __init__(self, work: LiveWork) -> None:
        """Begin with nothing known of what was agreed last."""
        super().__init__(id="pane-agent")
        self._work = work
        self._agreed: Agreement | None = None

    def compose(self) -> ComposeResult:
        """Lay out head and facts."""
        yield PaneHead(self.BINDING)
        yield ProfileRows()

    def show_another(self) -> None:
        """Show the agent whose session it is now; what was agreed last is not known yet."""
        self._agreed = None
        self.show()

    def show(self) -> None:
        """Show what is known of the agent."""
        open_session = self._work.open_session
        profile = self._work.place.coach.agents.profile_of(open_session.agent, open_session.session.id)
        self.query_one(ProfileRows).show(replace(profile, agreed=self._agreed))

    def on_agent_pane_agreed_found(self, message: AgreedFound) -> None:
        """Show what was agreed last beside the agent."""
        if message.agent_id != self._work.open_session.agent.id:
            return
        if message.agreed is not None:
            self._agreed = message.agreed
            self.show()
        elif isinstance(message.error, ProgramFault):  # of damaged sessions the agent's page tells
            self._work.place.refuse(sentence(message.error))
