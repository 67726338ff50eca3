"""Readable texts about sessions: every answer, score, note and step in words (R85, R90)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.model import Model
from coachtui.domain.passage import (
    Afterword,
    Chapter,
    Fact,
    FactKind,
    FilledForm,
    NoteBlock,
    Opening,
    Passage,
    PhaseTime,
    PlaceKind,
    PreviousValue,
    RowAnswer,
    SectionScore,
    SessionBlock,
    StepWork,
    heading,
    point,
)
from coachtui.domain.score import FormScorer
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.wording import Wording
from coachtui.i18n import LANGUAGE_NAMES, _
from coachtui.services.results import Result
from coachtui.services.texts.record_passages import passages_of
from coachtui.services.texts.session_passages import LoadedSession, session_blocks
from coachtui.services.words import records as say

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, ExportSource, TextWriter


class TextExport:
    """The use case of exporting records as a readable text."""

    def __init__(
        self,
        writer: TextWriter,
        clock: Clock,
        not_evidence: Callable[[], str],
        phase_names: Callable[[], Mapping[str, Wording]] = dict,
    ) -> None:
        """Take the ports it works with.

        Args:
            writer: Writes the text.
            clock: Tells when it was written.
            not_evidence: Gives the line of R91 in the language in use.
            phase_names: Gives the names of the phases of a call, for sessions without a form that has them.
        """
        self._writer = writer
        self._clock = clock
        self._not_evidence = not_evidence
        self._phase_names = phase_names

    def text_document(self, source: ExportSource, about: Agent | None = None) -> Iterator[bytes]:
        """Yield a text piece by piece; memory does not grow with the number of sessions.

        Args:
            source: The source of the text.
            about: The one agent whose record it is, if any: the text opens with the agent's details.
        """
        return self._writer.document(self._written(source, about))

    def with_writer(self, writer: TextWriter) -> TextExport:
        """Return the same export in another format."""
        return TextExport(writer, self._clock, self._not_evidence, self._phase_names)

    def written(self, passages: Iterable[Passage]) -> Iterator[bytes]:
        """Yield the given passages as a text in this format."""
        return self._writer.document(passages)

    def passages(self, source: ExportSource, about: Agent | None = None) -> Iterator[Passage]:
        """Yield the passages of a text, session by session on demand.

        Args:
            source: The source of the text.
            about: The one agent whose record it is, if any.
        """
        yield point(self._not_evidence())
        if about is not None:
            yield from (point(say.labelled(label, text)) for label, text in profile_facts(about))
        loading = _Loading(source, self._phase_names())
        for session in source.sessions():
            for block in session_blocks(loading.loaded(session), by_contact=True):
                yield from block_passages(block)
        for kind in RECORD_KINDS if about is not None else ():
            yield from passages_of(kind, source.records(kind))

    def _written(self, source: ExportSource, about: Agent | None) -> Iterator[Passage]:
        yield heading(1, about.name or about.id if about is not None else _("Coaching records"))
        yield point(say.labelled(_("Exported"), say.day_and_time(self._clock.now())))
        yield from self.passages(source, about)


def profile_facts(agent: Agent) -> Iterator[tuple[str, str]]:
    """Yield label and text of everything stored about an agent besides sessions."""
    started = say.day(agent.start_date) if agent.start_date is not None else ""
    for label, text in (
        (_("Alias"), agent.alias),
        (_("Former names"), ", ".join(agent.former_names)),
        (_("Team"), agent.team),
        (_("Started"), started),
        (_("Language"), LANGUAGE_NAMES.get(agent.language or "", agent.language or "")),
        (_("Status"), _(say.AGENT_STATUS[agent.status])),
        (_("Keep in mind"), agent.remember),
    ):
        if text:
            yield label, text


class _Loading:
    """Loads what is needed to describe each session; caches people, forms and models."""

    def __init__(self, source: ExportSource, phase_names: Mapping[str, Wording]) -> None:
        self._source = source
        self._phase_names = phase_names
        self._names: dict[str, str] = {}
        self._forms: dict[FormRef, Form | None] = {}
        self._scorers: dict[FormRef, FormScorer] = {}
        self._models: dict[ModelRef, Model | None] = {}

    def loaded(self, session: Session) -> LoadedSession:
        return LoadedSession(
            session=session,
            sheets=[self._sheet(evaluation) for evaluation in session.evaluations],
            forms=[form for ref in session.forms_used if (form := self._form(ref)) is not None],
            models={ref.id: self._model(ref) for ref in session.models_used},
            phase_names=self._phase_names,
            names=self._named(session),
            lead=self._source.lead(),
        )

    def _sheet(self, evaluation: Evaluation) -> Result | Evaluation:
        form = self._form(evaluation.form)
        if form is None:
            return evaluation
        score = self._scorers.setdefault(form.ref, FormScorer(form)).score(evaluation.answers)
        return Result(evaluation=evaluation, form=form, score=score)

    def _named(self, session: Session) -> dict[str, str]:
        """Return the names of a session's agents; an unknown one is named by id."""
        ids = {*session.agent_ids, *(statement.agent_id for statement in session.statements)}
        if not ids <= self._names.keys():
            found = self._source.agents(session.agent_ids)
            self._names.update({agent.id: agent.name or agent.id for agent in found})
        return {agent_id: self._names.setdefault(agent_id, agent_id) for agent_id in ids}

    def _form(self, ref: FormRef) -> Form | None:
        if ref not in self._forms:
            self._forms[ref] = self._source.form(ref)
        return self._forms[ref]

    def _model(self, ref: ModelRef) -> Model | None:
        if ref not in self._models:
            self._models[ref] = self._source.model(ref)
        return self._models[ref]


_PART_OF: dict[FactKind, int] = {"field": 1}
"""How many other points a fact is part of, where it is part of any."""

_BESIDE: dict[PlaceKind, int] = {"contact": 0, "row": 1, "note": 1, "field": 2}
"""How many other points what stood in a place is part of."""


def block_passages(block: SessionBlock) -> Iterator[Passage]:
    """Yield the headings and points that present one block of a session."""
    match block:
        case Opening():
            yield heading(2, f"{block.began} · {block.people}")
            yield from (point(say.labelled(fact.label, fact.text)) for fact in block.facts)
        case Chapter():
            yield heading(4 if block.of_contact else 3, " · ".join(block.titles))
        case FilledForm() | SectionScore() | RowAnswer():
            yield from _form_text(block)
        case NoteBlock():
            yield point(_note_text(block))
        case _:
            yield _point_of(block)


def _point_of(block: Fact | PhaseTime | StepWork | PreviousValue | Afterword) -> Passage:
    match block:
        case Fact():
            text = say.labelled(block.label, block.text) if block.label else block.text
            return point(text, _PART_OF.get(block.kind, 0))
        case PhaseTime():
            return point(say.labelled(f"{_('Phase')} {block.name}", f"{block.spent}, {block.share}"))
        case StepWork():
            return point(f"{block.name} ({block.spent})" + (" ✓" if block.done else ""))
        case PreviousValue():
            return point(say.labelled(_("Corrected"), block.text), _BESIDE[block.place])
        case Afterword():
            return point(f"{block.at} · {block.text}")


def _form_text(block: FilledForm | SectionScore | RowAnswer) -> Iterator[Passage]:
    match block:
        case FilledForm():
            yield heading(4, block.name)
            if block.score:
                yield point(say.labelled(_("Score"), f"{block.score} ({block.given}/{block.total})"))
        case SectionScore():
            yield heading(5, say.labelled(block.name, f"{block.score} ({block.given}/{block.total})"))
        case RowAnswer():
            yield point(say.labelled(block.label, _answer_text(block)))


def _answer_text(block: RowAnswer) -> str:
    answer, word = block.answer, block.word
    if answer is not None and answer.value is not None and block.item.breached_by(answer.value):
        word = f"✗ {word}" if word == _("Breach") else f"✗ {word} ({_('Breach')})"
    return f"{word} ★ {_('Strength')}" if answer is not None and answer.star else word


def _note_text(block: NoteBlock) -> str:
    at = block.at.strftime("%H:%M") if block.call_s is None else say.clock(block.call_s)
    tag = f"{_(say.TAGS[block.tag])} · " if block.tag is not None else ""
    text = block.text if block.kind != "moment" else _("Moment marked")
    return f"{at} · {tag}{text}" + (f" [{block.about}]" if block.about else "")
