"""The preview of an import: what a file would add to the store and change in it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.incoming import DifferingRecord, ImportCounts, IncomingFile, PackCopy, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The preview of an import: what it would add and change.

    Attributes:
        incoming: The file.
        size: Its size in bytes.
        counts: Records by kind.
        differing: Records that differ from the stored ones.
        coming_back: Ids of agents who were erased here and would be imported again.
        namesakes: Names of new agents that stored agents with other ids have too.
        left_out_words: Number of new records with redacted words, in a file about one agent.
        worded: Forms and models, as ``id@version``, whose words differ; the store's stay.
        without_words: Forms and models, as ``id@version``, whose text neither file nor store has.
        new_agents: Agents to be added.
        new_packs: Forms and models to be added.
        new_lead: The lead to be set, where the store has none.
        new_sessions: Ids of sessions to be added.
        new_records: Ids of records of other kinds to be added.
        state: State of the store at the time, to detect changes since.
    """

    incoming: IncomingFile
    size: int
    counts: dict[RecordKind, ImportCounts]
    differing: tuple[DifferingRecord, ...]
    coming_back: tuple[str, ...]
    namesakes: tuple[str, ...]
    left_out_words: int
    worded: tuple[str, ...]
    without_words: tuple[str, ...]
    new_agents: tuple[Agent, ...]
    new_packs: tuple[PackCopy, ...]
    new_lead: Lead | None
    new_sessions: frozenset[str]
    new_records: frozenset[str]
    state: object = field(compare=False)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys of the file that this version does not know and cannot keep."""
        return self.incoming.left_out

    @property
    def nothing_new(self) -> bool:
        """Whether the import would change nothing, whatever is chosen."""
        return not (self._new or self.differing)

    @property
    def _new(self) -> bool:
        new = self.new_agents or self.new_packs or self.new_sessions or self.new_records or self.new_lead
        return bool(new)

    @property
    def choices(self) -> tuple[DifferingRecord, ...]:
        """Differences that somebody has to decide about; forms and models are never replaced."""
        return tuple(found for found in self.differing if found.kind != "content" and not found.stays)

    @property
    def staying(self) -> tuple[DifferingRecord, ...]:
        """Agents and sessions that are never replaced, because the file lacks something of them."""
        return tuple(found for found in self.differing if found.stays)

    @property
    def whole(self) -> bool:
        """Whether the whole file is imported, with no form or model that differs in the store."""
        return not (self.staying or self.worded or any(found.kind == "content" for found in self.differing))

    @property
    def nothing_to_take(self) -> bool:
        """Whether the import changes nothing although the file differs from the store."""
        return bool(self.staying) and not self._new and not self.choices
