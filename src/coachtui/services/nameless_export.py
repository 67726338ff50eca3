"""What is exported without names: people as pseudonyms, names found in what was written (R90)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from coachtui.domain.kinds import RECORD_KINDS, agents_in, written_in
from coachtui.domain.names.finder import Found, NameFinder, taken_out
from coachtui.domain.names.met_names import MetNames
from coachtui.domain.privacy.pseudonym import (
    nameless,
    nameless_agent,
    nameless_lead,
    nameless_session,
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
class NamedWords:
    """What was found in the texts of an export.

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


class Pseudonymous:
    """The use case of handing out records without names."""

    def __init__(self, team: TeamStore, pseudonyms: Pseudonyms) -> None:
        """Take the ports it works with."""
        self._team = team
        self._pseudonyms = pseudonyms

    def words_in(self, source: ExportSource) -> NamedWords:
        """Return what would be taken out of the texts, so that a person can say what is an everyday word."""
        finder = self._finder()
        met = MetNames()
        others = {"reference": 0, "number": 0, "address": 0}
        for found in _found_in(source, finder):
            if found.kind == "name":
                met.add(found)
            else:
                others[found.kind] += 1
        return NamedWords(
            names=met.names,
            doubtful=met.doubtful,
            references=others["reference"],
            numbers=others["number"],
            addresses=others["address"],
        )

    def source(self, source: Selection, leave: Iterable[str] = ()) -> NamelessSource:
        """Return the same source without names, and in an order that nobody can line up with a list.

        The key is asked for at once, so that no export breaks off in the middle for want of it.

        Args:
            source: What is exported.
            leave: Words in texts that stay as they are, though they are somebody's name.

        Raises:
            StoreError: The key cannot be read, or a first one cannot be kept.
        """
        for agent in self._team.agents()[:1]:
            self._pseudonyms.of(agent.id)
        return NamelessSource(source, self._finder(), self._pseudonyms, frozenset(map(name_key, leave)))

    def _finder(self) -> NameFinder:
        lead = self._team.lead()
        people = [name for agent in self._team.agents() for name in agent.every_name]
        return NameFinder([*people, lead.name if lead is not None else ""])


class NamelessSource:
    """An ``ExportSource`` in which nobody is named and everything is sorted by its pseudonym.

    Attributes:
        met: The names taken out so far.
        own_part: That it is not what one agent takes along.
    """

    own_part = False

    def __init__(
        self, source: Selection, finder: NameFinder, pseudonyms: Pseudonyms, leave: frozenset[str]
    ) -> None:
        """Take what is exported, and what turns it into pseudonyms."""
        self._source = source
        self._finder = finder
        self._pseudonym = pseudonyms.of
        self._leave = leave
        self._seen: set[str] = set()
        self.met = MetNames()

    def sessions(self) -> Iterator[Session]:
        """Yield the sessions, those of one agent after the other."""
        for session in self._source.sessions(self._pseudonym):
            self._seen.update(session.agent_ids)
            yield nameless_session(session, self._pseudonym, self._rewritten)

    def records(self, kind: Kind[Any]) -> Iterator[AgentRecord]:
        """Yield the records of a kind, in the order of their pseudonyms."""
        for record in self._source.records(kind, self._pseudonym):
            self._seen.update(agents_in(record))
            yield nameless(record, self._pseudonym, lambda text: self._rewritten(text, ()))

    def lead(self) -> Lead | None:
        """Return the lead without a name, or ``None``."""
        lead = self._source.lead()
        return nameless_lead(lead, self._pseudonym) if lead is not None else None

    def agents(self, named: Collection[str]) -> Iterator[Agent]:  # noqa: ARG002  they are met under their ids
        """Yield the agents met in the sessions, or all when everything is wanted."""
        nameless = (nameless_agent(agent, self._pseudonym) for agent in self._source.agents(self._seen))
        return iter(sorted(nameless, key=attrgetter("id")))

    def form(self, ref: FormRef) -> Form | None:
        """Return a form without the text it was read from, in which its author may be named."""
        form = self._source.form(ref)
        return replace(form, source="") if form is not None else None

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model, as ``form`` does."""
        model = self._source.model(ref)
        return replace(model, source="") if model is not None else None

    def _rewritten(self, text: str, references: Iterable[str]) -> str:
        text = normalize("NFC", text)
        return taken_out(text, filter(self._goes, self._finder.found(text, references)))

    def _goes(self, found: Found) -> bool:
        if found.key in self._leave:
            return False
        if found.kind == "name":
            self.met.add(found)
        return True


def _found_in(source: ExportSource, finder: NameFinder) -> Iterator[Found]:
    for session in source.sessions():
        references = references_of(session)
        for text in texts_of(session):
            yield from finder.found(normalize("NFC", text), references)
    for kind in RECORD_KINDS:
        for record in source.records(kind):
            for text in written_in(record):
                yield from finder.found(normalize("NFC", text), ())
