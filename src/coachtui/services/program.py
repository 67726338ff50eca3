"""The running program as the screens see it; bootstrap puts it together, part by part as it is used."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from coachtui.domain.errors import BadInput, CoachError, ProgramFault
from coachtui.services.agent_owned import AgentOwned
from coachtui.services.correcting import Correcting
from coachtui.services.erasing import Erasing
from coachtui.services.export import Export
from coachtui.services.listening import Listening
from coachtui.services.ports import (
    Clock,
    Content,
    Exporter,
    Files,
    Ids,
    SessionStore,
    Settings,
    TeamStore,
)
from coachtui.services.reserve_watch import ReserveWatch
from coachtui.services.results import Results
from coachtui.services.retention import Retention
from coachtui.services.roster import Roster
from coachtui.services.safety_ports import Protection, Safekeeping
from coachtui.services.texts.record_text import TextExport


class StoreServices(Protocol):
    """What is done with the store as it is open now: after ``renew`` each of these is another one."""

    @property
    def sessions(self) -> SessionStore:
        """Sessions on disk."""

    @property
    def team(self) -> TeamStore:
        """Agents and lead."""

    @property
    def safekeeping(self) -> Safekeeping:
        """The backups of the store."""

    @property
    def roster(self) -> Roster:
        """The use cases around the list of agents."""

    @property
    def correcting(self) -> Correcting:
        """Correcting what is final."""

    @property
    def export(self) -> Export:
        """Writing out what is stored."""

    @property
    def erasing(self) -> Erasing:
        """Erasing an agent."""

    @property
    def listening(self) -> Listening:
        """Sitting in on contacts."""

    @property
    def retention(self) -> Retention:
        """What is past the time it may be kept."""

    def agent_owned(self) -> AgentOwned:
        """Return what tells which forms are the agent's alone; it looks each up once, so it is not kept."""

    def results(self, agent_id: str = "") -> Results:
        """Return what scores sessions; it scores each once, so it is not kept for longer than a screen.

        Args:
            agent_id: Whose results alone are looked at; empty for those of everybody in a session.
        """


class Program(StoreServices, Protocol):
    """Every port with something concrete behind it, made when first used."""

    @property
    def demo(self) -> bool:
        """Whether the store in use is the demo's."""

    @property
    def clock(self) -> Clock:
        """The only source of time."""

    @property
    def ids(self) -> Ids:
        """The only source of new ids."""

    @property
    def content(self) -> Content:
        """Forms and models."""

    @property
    def protection(self) -> Protection:
        """The passphrase of the store."""

    @property
    def settings(self) -> Settings:
        """The user's own settings."""

    @property
    def exporter(self) -> Exporter:
        """Writes JSON."""

    @property
    def files(self) -> Files:
        """Writes files outside the store."""

    @property
    def text_export(self) -> TextExport:
        """Writing records out as a text to read."""

    @property
    def page_export(self) -> TextExport:
        """Writing records out as a page to print."""

    @property
    def reserve_watch(self) -> ReserveWatch:
        """Whether the room kept for a full disk was given up since the program began."""

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and what in their file is ignored."""

    def setting_problems(self) -> tuple[CoachError, ...]:
        """Return what in the settings file is ignored."""

    def renew(self) -> None:
        """Open the store anew when it is next used, after its protection changed."""

    def fault(self, error: Exception) -> ProgramFault:
        """Note where the program failed, without names or note text, and return what the lead is told."""

    def close(self) -> None:
        """Tidy the store up if it was written to."""
