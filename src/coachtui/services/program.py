"""The running program as the screens see it; bootstrap puts it together, each part on first use."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from coachtui.domain.errors import BadInput, CoachError, ProgramFault
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
from coachtui.services.private_forms import PrivateForms
from coachtui.services.reserve_watch import ReserveWatch
from coachtui.services.results import Results
from coachtui.services.retention import Retention
from coachtui.services.roster import Roster
from coachtui.services.safety_ports import Protection, Safekeeping
from coachtui.services.texts.record_text import TextExport


class StoreServices(Protocol):
    """Use cases and ports of the open store; ``renew`` replaces all of them."""

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
        """Correcting final sessions."""

    @property
    def export(self) -> Export:
        """Exporting what is stored."""

    @property
    def erasing(self) -> Erasing:
        """Erasing an agent."""

    @property
    def listening(self) -> Listening:
        """Listening to contacts."""

    @property
    def retention(self) -> Retention:
        """Sessions and records past their retention period."""

    def private_forms(self) -> PrivateForms:
        """Return a test for private forms; it caches each form, so it is made anew for each use."""

    def results(self, agent_id: str = "") -> Results:
        """Return a scorer of sessions; it caches each score, so it lives no longer than a screen.

        Args:
            agent_id: The agent whose evaluations count; empty for all agents of a session.
        """


class Program(StoreServices, Protocol):
    """All ports and use cases of the program, made on first use."""

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
        """Export of records as a readable text."""

    @property
    def page_export(self) -> TextExport:
        """Export of records as a page to print."""

    @property
    def reserve_watch(self) -> ReserveWatch:
        """The watch on the disk reserve."""

    def own_keys(self, known: Collection[str]) -> tuple[dict[str, tuple[str, ...]], tuple[BadInput, ...]]:
        """Return the user's own keys by binding id, and the problems found in their file."""

    def setting_problems(self) -> tuple[CoachError, ...]:
        """Return the problems found in the settings file."""

    def renew(self) -> None:
        """Reopen the store on next use, after its protection changed."""

    def fault(self, error: Exception) -> ProgramFault:
        """Log where the program failed, without names or note text, and return the error to show."""

    def close(self) -> None:
        """Compact the store if it was written to."""
