"""The pseudonymous export: people under pseudonyms, names in texts redacted (R90)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from coachtui.domain.kinds import RECORD_KINDS, agents_in, written_texts
from coachtui.domain.names.finder import NameFinder, NameMatch, redact
from coachtui.domain.names.name_counts import NameCounts
from coachtui.domain.privacy.pseudonym import (
    pseudonymous_agent,
    pseudonymous_lead,
    pseudonymous_record,
    pseudonymous_session,
    references_of,
    texts_of,
)
from coachtui.domain.text import name_key
from coachtui.domain.value import dataclass

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent, Lead
    from coachtui.domain.form import Form, FormRef
    from coachtui.domain.kinds import Kind
    from coachtui.domain.model import Model
    from coachtui.domain.record import AgentRecord
    from coachtui.domain.session import ModelRef, Session
    from coachtui.services.export import Selection
    from coachtui.services.ports import ExportSource, Pseudonyms, TeamStore


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyingWords:
    """The names, references, numbers and addresses found in the texts of an export.

    Attributes:
        names: How often each name occurs, by the way it is first written, the most frequent first.
        doubtful: Those of them that may be everyday words, in the same way.
        references: How many references of contacts occur.
        numbers: How many numbers look like telephone numbers.
        addresses: How many e-mail addresses occur.
    """

    names: dict[str, int]
    doubtful: dict[str, int]
    references: int
    numbers: int
    addresses: int


class PseudonymousExport:
    """The use case of exporting records under pseudonyms."""

    def __init__(self, team: TeamStore, pseudonyms: Pseudonyms) -> None:
        """Take the ports it works with."""
        self._team = team
        self._pseudonyms = pseudonyms

    def words_in(self, source: ExportSource) -> IdentifyingWords:
        """Return the words that would be redacted, so that a person can say which are everyday words."""
        finder = self._finder()
        counts = NameCounts()
        others = {"reference": 0, "number": 0, "address": 0}
        for found in _found_in(source, finder):
            if found.kind == "name":
                counts.add(found)
            else:
                others[found.kind] += 1
        return IdentifyingWords(
            names=counts.names,
            doubtful=counts.doubtful,
            references=others["reference"],
            numbers=others["number"],
            addresses=others["address"],
        )

    def source(self, source: Selection, leave: Iterable[str] = ()) -> PseudonymousSource:
        """Return an export source with pseudonyms, in an order unrelated to that of the team.

        The key of the pseudonyms is read at once, so that no export fails half-way for want of it.

        Args:
            source: The source to pseudonymise.
            leave: Words to keep although they are somebody's name.

        Raises:
            StoreError: The key cannot be read, or a first one cannot be kept.
        """
        for agent in self._team.agents()[:1]:
            self._pseudonyms.of(agent.id)
        return PseudonymousSource(source, self._finder(), self._pseudonyms, frozenset(map(name_key, leave)))

    def _finder(self) -> NameFinder:
        lead = self._team.lead()
        people = [name for agent in self._team.agents() for name in agent.every_name]
        return NameFinder([*people, lead.name if lead is not None else ""])


class PseudonymousSource:
    """An ``ExportSource`` with ids replaced and names redacted, sorted by pseudonym.

    Attributes:
        redacted: The names redacted so far.
        own_part: Always false: it is not one agent's own export.
    """

    own_part = False

    def __init__(
        self, source: Selection, finder: NameFinder, pseudonyms: Pseudonyms, leave: frozenset[str]
    ) -> None:
        """Take the original source, and what replaces ids and names."""
        self._source = source
        self._finder = finder
        self._pseudonym = pseudonyms.of
        self._leave = leave
        self._seen: set[str] = set()
        self.redacted = NameCounts()

    def sessions(self) -> Iterator[Session]:
        """Yield the sessions, agent by agent."""
        for session in self._source.sessions(self._pseudonym):
            self._seen.update(session.agent_ids)
            yield pseudonymous_session(session, self._pseudonym, self._rewritten)

    def records(self, kind: Kind[Any]) -> Iterator[AgentRecord]:
        """Yield the records of a kind, sorted by pseudonym."""
        for record in self._source.records(kind, self._pseudonym):
            self._seen.update(agents_in(record))
            yield pseudonymous_record(record, self._pseudonym, lambda text: self._rewritten(text, ()))

    def lead(self) -> Lead | None:
        """Return the lead without a name, or ``None``."""
        lead = self._source.lead()
        return pseudonymous_lead(lead, self._pseudonym) if lead is not None else None

    def agents(self, named: Collection[str]) -> Iterator[Agent]:  # noqa: ARG002  they are met under their ids
        """Yield the agents in the sessions, or all when everything is exported."""
        pseudonymous_record = (
            pseudonymous_agent(agent, self._pseudonym) for agent in self._source.agents(self._seen)
        )
        return iter(sorted(pseudonymous_record, key=attrgetter("id")))

    def form(self, ref: FormRef) -> Form | None:
        """Return a form without its source text, which may name its author."""
        form = self._source.form(ref)
        return replace(form, source="") if form is not None else None

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model without its source text, as ``form`` does."""
        model = self._source.model(ref)
        return replace(model, source="") if model is not None else None

    def _rewritten(self, text: str, references: Iterable[str]) -> str:
        text = normalize("NFC", text)
        return redact(text, filter(self._goes, self._finder.found(text, references)))

    def _goes(self, found: NameMatch) -> bool:
        if found.key in self._leave:
            return False
        if found.kind == "name":
            self.redacted.add(found)
        return True


def _found_in(source: ExportSource, finder: NameFinder) -> Iterator[NameMatch]:
    for session in source.sessions():
        references = references_of(session)
        for text in texts_of(session):
            yield from finder.found(normalize("NFC", text), references)
    for kind in RECORD_KINDS:
        for record in source.records(kind):
            for text in written_texts(record):
                yield from finder.found(normalize("NFC", text), ())
