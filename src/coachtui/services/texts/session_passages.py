"""The text blocks of a session: everything to be said about it, for every format (R13, R85, R90)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from coachtui.domain.agent import Lead
from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, Item
from coachtui.domain.model import Model
from coachtui.domain.note import Mark, Note
from coachtui.domain.passage import (
    Afterword,
    Chapter,
    Fact,
    FilledForm,
    Opening,
    PhaseTime,
    PlaceKind,
    PreviousValue,
    RowAnswer,
    SectionScore,
    SessionBlock,
    StepWork,
)
from coachtui.domain.phase import hold_totals
from coachtui.domain.session import Session, StepRecord, worked_steps
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.i18n import _, ngettext
from coachtui.services.results import Result
from coachtui.services.texts.session_facts import (
    corrections_by_place,
    note_block,
    notes_and_marks,
    phase_times,
)
from coachtui.services.words import records as say
from coachtui.services.words.corrections import correction_text, previous_value_text, statement_text


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSession:
    """A session with everything needed to put it into words.

    Attributes:
        session: The session.
        sheets: Its evaluations in reading order; without form and score where the form is lost.
        forms: The forms it used that are left, in order.
        models: The models it used, in the version used, by id and in order; ``None`` where one is lost.
        phase_names: Names of phases of a call that none of the forms has, by id.
        names: Names of the agents to be named, by id.
        lead: The lead, where the lead is to be named.
        hold_limit_s: Seconds on hold from which one was too long (R9).
    """

    session: Session
    sheets: Sequence[Result | Evaluation]
    forms: Sequence[Form]
    models: Mapping[str, Model | None]
    phase_names: Mapping[str, Wording]
    names: Mapping[str, str]
    lead: Lead | None = None
    hold_limit_s: float = inf


def sheets_of(
    session: Session, results: Iterable[Result], forms: Iterable[Form]
) -> list[Result | Evaluation]:
    """Return the evaluations of a session for reading: scored ones, then those whose form is lost.

    Args:
        session: The session.
        results: Those with a score, in order.
        forms: The forms that are left.
    """
    left = {form.ref for form in forms}
    return [*results, *(each for each in session.evaluations if each.form not in left)]


def session_blocks(loaded: LoadedSession, *, by_contact: bool) -> Iterator[SessionBlock]:
    """Yield text blocks for everything recorded in a session.

    Args:
        loaded: The session.
        by_contact: Whether notes follow their contact with marks only counted, and fields come in the order
            they were first written in. Otherwise notes and marks follow all contacts by time, and fields come
            in the order of their model.
    """
    return _BlockWriter(loaded, by_contact=by_contact).everything()


class _BlockWriter:
    """Composes the text blocks of one session."""

    def __init__(self, loaded: LoadedSession, *, by_contact: bool) -> None:
        self._loaded = loaded
        self._session = loaded.session
        self._by_contact = by_contact
        self._corrections = corrections_by_place(loaded.session)
        self._models = [model for model in loaded.models.values() if model is not None]

    def everything(self) -> Iterator[SessionBlock]:
        """Yield the blocks of the whole session in reading order."""
        session = self._session
        yield self._opening()
        for place, contact in enumerate(session.contacts, 1):
            yield from self._contact(contact, place)
            if self._by_contact:
                own = [note for note in session.notes if note.contact_id == contact.id]
                yield from self._notes(own, of_contact=True)
        if self._by_contact:
            known = {contact.id for contact in session.contacts}
            yield from self._notes([note for note in session.notes if note.contact_id not in known])
        else:
            yield from self._notes(notes_and_marks(session))
        yield from self._model_work()
        drafts = [draft for draft in session.drafts if draft.text.strip()]
        if drafts:
            yield Chapter(titles=(_("Notes not finished"),))
            yield from (note_block(draft, self._loaded.forms, self._models) for draft in drafts)
        yield from self._afterwards()

    def _opening(self) -> Opening:
        """Return the heading: when, whom, and the facts there are about the session."""
        session, lead = self._session, self._loaded.lead
        facts = (
            Fact(kind="kind", label=_("Kind"), text=_(say.KINDS[session.kind])),
            Fact(kind="status", label=_("Status"), text=_(say.STATUS[session.status])),
            Fact(
                kind="ended",
                label=_("Ended"),
                text=say.day_and_time(session.ended_at) if session.ended_at is not None else "",
            ),
            Fact(kind="setting", label=_("Setting"), text=_(say.SETTINGS[session.setting])),
            Fact(
                kind="lead",
                label=_("Lead"),
                text=lead.name if lead is not None and lead.id == session.lead_id else "",
            ),
        )
        return Opening(
            began=say.day_and_time(session.started_at),
            people=", ".join(self._loaded.names.get(agent_id, agent_id) for agent_id in session.agent_ids),
            status=session.status,
            facts=tuple(fact for fact in facts if fact.text),
        )

    # -- a contact

    def _contact(self, contact: Contact, place: int) -> Iterator[SessionBlock]:
        total = len(self._session.contacts)
        title = _("Contact {number} of {total}").format(number=place, total=total)
        channel = _(say.CHANNELS[contact.channel]) if contact.channel is not None else ""
        broken = _("cut off") if contact.broken_off else ""
        yield Chapter(titles=tuple(filter(None, (title, contact.reference, channel, broken))))
        for detail in ("reference", "channel"):
            yield from self._stood_before("contact", contact.id, detail)
        yield from self._call(contact)
        for sheet in self._loaded.sheets:
            if isinstance(sheet, Result) and sheet.evaluation.contact_id == contact.id:
                yield from self._filled_in(sheet)
            elif isinstance(sheet, Evaluation) and sheet.contact_id == contact.id:
                yield from _lost_form(sheet)

    def _call(self, contact: Contact) -> Iterator[SessionBlock]:
        if contact.started_at is None:
            yield Fact(kind="no call", text=_("No call was started."))
            return
        length = say.clock(contact.duration_s) if contact.ended else _("still running")
        spent = _("from {time}, {length}").format(time=say.time_of_day(contact.started_at), length=length)
        yield Fact(kind="call", label=_("Call"), text=spent)
        times = phase_times(contact, self._loaded.forms, self._loaded.phase_names)
        column = tuple(name for name, _share in times)
        for name, share in times:
            spent, percent = say.clock(share.seconds), say.percent(share.percent)
            yield PhaseTime(name=name, spent=spent, share=percent, column=column)
        yield from self._holds(contact)
        moments = [say.clock(mark.call_s) for mark in self._session.marks if mark.contact_id == contact.id]
        if moments and self._by_contact:
            count = len(moments)
            text = ngettext("{count} moment marked", "{count} moments marked", count).format(count=count)
            yield Fact(kind="moments", label=text, text=", ".join(moments))

    def _holds(self, contact: Contact) -> Iterator[Fact]:
        holds = hold_totals(contact.holds, contact.last_recorded_s())
        if holds.count:
            spent = _("{total} together, the longest {longest}").format(
                total=say.clock(holds.total_s), longest=say.clock(holds.longest_s)
            )
            yield Fact(
                kind="long holds" if holds.longest_s >= self._loaded.hold_limit_s else "holds",
                label=ngettext("{count} hold", "{count} holds", holds.count).format(count=holds.count),
                text=spent,
            )

    def _filled_in(self, result: Result) -> Iterator[SessionBlock]:
        evaluation, score = result.evaluation, result.score
        yield FilledForm(
            name=say.words(result.form.name),
            score=say.score_range(score.value, score.low, score.high),
            given=len(evaluation.given),
            total=score.total,
        )
        rater = evaluation.rater.role
        yield Fact(
            kind="usual rater" if rater == "lead" else "rater",
            label=_("Filled in by"),
            text=_(say.RATERS[rater]),
        )
        count = len(score.breaches)
        if count:
            yield Fact(kind="breaches", text=say.breach_count(count))
        yield from self._rows(result)

    def _rows(self, result: Result) -> Iterator[SessionBlock]:
        """Yield each section with its score, and under it every row with its answer."""
        evaluation, form = result.evaluation, result.form
        given = evaluation.given
        words = {item.id: _answer_word(item, evaluation) for item in form.items()}
        column = tuple(words.values())
        for section in form.sections:
            yield SectionScore(
                name=say.words(section.name),
                score=say.number(result.score.sections[section.id]),
                given=sum(item.id in given for item in section.items),
                total=len(section.items),
            )
            for item in section.items:
                yield RowAnswer(
                    label=say.words(item.label),
                    word=words[item.id],
                    item=item,
                    answer=evaluation.answers.get(item.id),
                    column=column,
                )
                yield from self._stood_before("row", evaluation.id, item.id, item)

    # -- notes, models and what came after

    def _notes(self, entries: Sequence[Note | Mark], *, of_contact: bool = False) -> Iterator[SessionBlock]:
        if entries:
            yield Chapter(titles=(_("Notes"),), of_contact=of_contact)
        for entry in entries:
            yield note_block(entry, self._loaded.forms, self._models)
            yield from self._stood_before("note", "", entry.id)

    def _model_work(self) -> Iterator[SessionBlock]:
        worked = worked_steps(self._session)
        for model_id in dict.fromkeys([*self._loaded.models, *(record.model for record in worked)]):
            records = {record.step: record for record in worked if record.model == model_id}
            if not records:
                continue
            model = self._loaded.models.get(model_id)
            name = say.words(model.name) if model is not None else model_id
            yield Chapter(titles=(_("Model: {name}").format(name=name),))
            order = [step.id for step in model.steps] if model is not None else []
            for step_id in dict.fromkeys([*order, *records]):
                if step_id in records:
                    yield from self._step(records[step_id], model)

    def _step(self, record: StepRecord, model: Model | None) -> Iterator[SessionBlock]:
        step = model.step(record.step) if model is not None else None
        yield StepWork(
            letter=step.letter if step is not None else "",
            name=say.step_title(step.letter, step.name) if step is not None else record.step,
            spent=say.clock(record.seconds),
            done=record.done,
        )
        labels = {field.id: say.words(field.label) for field in step.fields} if step is not None else {}
        order = (record.fields, labels) if self._by_contact else (labels, record.fields)
        for field in dict.fromkeys([*order[0], *order[1]]):
            text = record.fields.get(field, "").strip()
            if text:
                yield Fact(kind="field", label=labels.get(field, field), text=text)
            yield from self._stood_before("field", f"{record.model}/{record.step}", field)

    def _afterwards(self) -> Iterator[SessionBlock]:
        """Yield corrections made after the session was final, and its agents' statements (R86)."""
        session = self._session
        if session.corrections:
            yield Chapter(titles=(_("Corrections"),))
            forms = {form.ref: form for form in self._loaded.forms}
            for correction in session.corrections:
                text = correction_text(correction, session.evaluations, forms, self._models)
                yield Afterword(at=say.day_and_time(correction.at), text=text)
        if session.statements:
            yield Chapter(titles=(_("What the agent says about it"),))
            for statement in session.statements:
                name, said = self._loaded.names.get(statement.agent_id), statement_text(statement)
                yield Afterword(
                    at=say.day_and_time(statement.at), text=say.labelled(name, said) if name else said
                )

    def _stood_before(
        self, place: PlaceKind, owner: str, part: str, item: Item | None = None
    ) -> Iterator[PreviousValue]:
        """Yield the values that corrections replaced, oldest first; see ``corrections_by_place``."""
        for correction in self._corrections.get((owner, part), ()):
            yield PreviousValue(place=place, text=previous_value_text(correction, item))


def _answer_word(item: Item, evaluation: Evaluation) -> str:
    answer = evaluation.answers.get(item.id)
    return say.answer_word(item, answer, reached=item.id not in evaluation.not_reached)


def _lost_form(evaluation: Evaluation) -> Iterator[SessionBlock]:
    """Yield answers by their ids: another version of the form may not lend its words (R20)."""
    yield FilledForm(name=evaluation.form.id, version=str(evaluation.form.version))
    lost = _("No copy of this form is left; the answers are shown as numbers, without score.")
    yield Fact(kind="form lost", text=lost)
    for item_id, answer in evaluation.answers.items():
        value = _("n/a") if answer.value is None else str(answer.value)
        yield Fact(kind="bare answer", label=item_id, text=value)
