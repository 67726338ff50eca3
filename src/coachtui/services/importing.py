"""The use case of importing this program's own JSON: a preview first, then all or nothing (R90)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coachtui.domain.agent import with_names_of
from coachtui.domain.progress import Progress, ignore_progress
from coachtui.services.import_comparison import ComparedStore, ImportComparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.incoming import IncomingFile, PackCopy
    from coachtui.domain.record import AgentRecord
    from coachtui.domain.session import Session
    from coachtui.services.import_plan import ImportPlan
    from coachtui.services.ports import Content, TeamStore


class Importer(Protocol):
    """A reader of this program's own JSON."""

    def read(self, data: bytes, limit_mb: int) -> IncomingFile:
        """Return the contents of an export file.

        Raises:
            BadInput: It is none of this program's exports, or is damaged.
        """


class IncomingStore(ComparedStore, Protocol):
    """The store as an import sees it."""

    def take_in(
        self,
        *,
        lead: Lead | None,
        agents: Iterable[Agent],
        packs: Iterable[PackCopy],
        sessions: Iterable[Session],
        records: Iterable[AgentRecord],
        size: int,
        is_unchanged: Callable[[], bool],
    ) -> None:
        """Store records, all or none; those with a known id replace the stored ones.

        ``is_unchanged`` is called under the write lock: whether the store is unchanged since the preview.

        Raises:
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """


class Importing:
    """The use case of importing a file."""

    def __init__(self, store: IncomingStore, team: TeamStore, content: Content, importer: Importer) -> None:
        """Take the ports it works with."""
        self._store = store
        self._team = team
        self._importer = importer
        self._comparison = ImportComparison(store, team, content)

    def plan(self, data: bytes, limit_mb: int, progress: Progress = ignore_progress) -> ImportPlan:
        """Return the preview of an import; the whole file is checked and nothing is written.

        Args:
            data: The file.
            limit_mb: Largest file taken, in megabytes.
            progress: Called with the number of sessions compared, and of all.

        Raises:
            BadInput: It is none of this program's exports, is damaged, or does not fit together.
            StoreError: The store cannot be read.
        """
        return self._comparison.plan(self._importer.read(data, limit_mb), len(data), progress)

    def carry_out(self, plan: ImportPlan, *, replace: bool) -> None:
        """Carry out an import as previewed.

        Args:
            plan: The preview.
            replace: Whether stored agents and sessions that differ are replaced.

        Raises:
            StoreBusy: ``import_changed``: the store is not what the plan says any more; or a session that
                would be replaced is open in a window. Nothing was taken in.
            StoreError: Nothing was taken in; or, as ``import_unfinished``, the next opening goes on with it.
        """
        chosen = {found.id for found in plan.choices} if replace else set()
        wanted = plan.new_sessions | chosen
        here = {agent.id: agent for agent in self._team.agents()}
        agents = [with_names_of(a, here.get(a.id, a)) for a in plan.incoming.agents if a.id in chosen]
        self._store.take_in(
            lead=plan.new_lead,
            agents=[*plan.new_agents, *agents],
            packs=plan.new_packs,
            sessions=(
                self._replacing(session) if session.id in chosen else session
                for session in plan.incoming.sessions()
                if session.id in wanted
            ),
            records=[each for each in plan.incoming.records if each.id in plan.new_records | chosen],
            size=plan.size,
            is_unchanged=lambda: self._is_unchanged(plan),
        )

    def _is_unchanged(self, plan: ImportPlan) -> bool:
        """Return whether the store is unchanged since the preview; compares in detail only if needed."""
        if self._store.state() == plan.state:
            return True
        return self._comparison.plan(plan.incoming, plan.size, ignore_progress) == plan

    def _replacing(self, session: Session) -> Session:
        for known in self._store.stored([session.id]):
            return self._comparison.merged(session, known)
        return session
