"""Sessions put into words, for whoever reads no JSON: every answer, score, note and step (R85, R90)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef, Item
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.passage import Passage, heading, point
from coachtui.domain.phase import hold_totals
from coachtui.domain.score import FormScore, FormScorer
from coachtui.domain.session import ModelRef, Session, StepRecord, worked_steps
from coachtui.domain.wording import Wording
from coachtui.i18n import LANGUAGE_NAMES, _, ngettext
from coachtui.services import record_words as say
from coachtui.services.correction_words import correction_text, statement_text, stood_before
from coachtui.services.record_passages import passages_of
from coachtui.services.session_facts import Corrections, corrections_by_place, note_about, phase_times

if TYPE_CHECKING:
    from coachtui.services.ports import Clock, ExportSource, TextWriter


class TextExport:
    """The use case of writing records out as a text to read."""

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
        """Yield a text piece by piece; nothing is held that grows with the number of sessions.

        Args:
            source: What is written.
            about: The agent whose record it is, where it is one agent's: the text opens with what is kept
                of them.
        """
        return self._writer.document(self._written(source, about))

    def with_writer(self, writer: TextWriter) -> TextExport:
        """Return the same, written in another format."""
        return TextExport(writer, self._clock, self._not_evidence, self._phase_names)

    def written(self, passages: Iterable[Passage]) -> Iterator[bytes]:
        """Yield passages of somebody else's as a text."""
        return self._writer.document(passages)

    def passages(self, source: ExportSource, about: Agent | None = None) -> Iterator[Passage]:
        """Yield what a text says, session by session as it is asked for.

        Args:
            source: What is put into words.
            about: The agent whose record it is, where it is one agent's.
        """
        yield point(self._not_evidence())
        if about is not None:
            yield from (point(say.labelled(label, text)) for label, text in profile_facts(about))
        telling = _Telling(source, self._phase_names)
        for session in source.sessions():
            yield from telling.session(session)
        for kind in RECORD_KINDS if about is not None else ():
            yield from passages_of(kind, source.records(kind))

    def _written(self, source: ExportSource, about: Agent | None) -> Iterator[Passage]:
        yield heading(1, about.name or about.id if about is not None else _("Coaching records"))
        yield point(say.labelled(_("Exported"), say.day_and_time(self._clock.now())))
        yield from self.passages(source, about)


def profile_facts(agent: Agent) -> Iterator[tuple[str, str]]:
    """Yield label and text of everything that is kept of an agent beside the sessions."""
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


class _Telling:
    """Puts one session after the other into words; remembers people, forms and models alone."""

    def __init__(self, source: ExportSource, phase_names: Callable[[], Mapping[str, Wording]]) -> None:
        self._source = source
        self._phase_names = phase_names
        self._names: dict[str, str] = {}
        self._forms: dict[FormRef, Form | None] = {}
        self._scorers: dict[FormRef, FormScorer] = {}
        self._models: dict[ModelRef, Model | None] = {}

    def session(self, session: Session) -> Iterator[Passage]:
        """Yield everything captured in a session."""
        names = ", ".join(self._name(agent_id, session) for agent_id in session.agent_ids)
        yield heading(2, f"{say.day_and_time(session.started_at)} · {names}")
        yield from self._about(session)
        corrections = corrections_by_place(session)
        for place, contact in enumerate(session.contacts, 1):
            yield heading(3, _contact_title(contact, place, len(session.contacts)))
            yield from self._call(contact, session)
            for evaluation in session.evaluations:
                if evaluation.contact_id == contact.id:
                    yield from self._evaluation(evaluation, corrections)
            yield from self._notes([n for n in session.notes if n.contact_id == contact.id], session, 4)
        known = {contact.id for contact in session.contacts}
        yield from self._notes([n for n in session.notes if n.contact_id not in known], session, 3)
        yield from self._steps(session)
        drafts = [draft for draft in session.drafts if draft.text.strip()]
        if drafts:
            yield heading(3, _("Notes not finished"))
            yield from (self._note(draft, session) for draft in drafts)
        yield from self._changed(session)

    def _changed(self, session: Session) -> Iterator[Passage]:
        if session.corrections:
            yield heading(3, _("Corrections"))
            forms = {evaluation.form: self._form(evaluation.form) for evaluation in session.evaluations}
            models = [model for ref in session.models_used if (model := self._model(ref)) is not None]
            for correction in session.corrections:
                text = correction_text(correction, session.evaluations, forms, models)
                yield point(f"{say.day_and_time(correction.at)} · {text}")
        if session.statements:
            yield heading(3, _("What the agent says about it"))
            for statement in session.statements:
                name = self._name(statement.agent_id, session)
                yield point(
                    f"{say.day_and_time(statement.at)} · {say.labelled(name, statement_text(statement))}"
                )

    def _about(self, session: Session) -> Iterator[Passage]:
        lead = self._source.lead()
        ended = say.day_and_time(session.ended_at) if session.ended_at is not None else ""
        for label, text in (
            (_("Kind"), _(say.KINDS[session.kind])),
            (_("Status"), _(say.STATUS[session.status])),
            (_("Ended"), ended),
            (_("Setting"), _(say.SETTINGS[session.setting])),
            (_("Lead"), lead.name if lead is not None and lead.id == session.lead_id else ""),
        ):
            if text:
                yield point(say.labelled(label, text))

    def _call(self, contact: Contact, session: Session) -> Iterator[Passage]:
        if contact.started_at is None:
            yield point(_("No call was started."))
            return
        length = say.clock(contact.duration_s) if contact.ended else _("still running")
        spent = _("from {time}, {length}").format(time=say.time_of_day(contact.started_at), length=length)
        yield point(say.labelled(_("Call"), spent))
        forms = [form for ref in session.forms if (form := self._form(ref)) is not None]
        for name, share in phase_times(contact, forms, self._phase_names()):
            spent = f"{say.clock(share.seconds)}, {say.percent(share.percent)}"
            yield point(say.labelled(f"{_('Phase')} {name}", spent))
        holds = hold_totals(contact.holds, contact.last_recorded_s())
        if holds.count:
            text = ngettext("{count} hold", "{count} holds", holds.count).format(count=holds.count)
            spent = _("{total} together, the longest {longest}").format(
                total=say.clock(holds.total_s), longest=say.clock(holds.longest_s)
            )
            yield point(say.labelled(text, spent))
        moments = [say.clock(mark.call_s) for mark in session.marks if mark.contact_id == contact.id]
        if moments:
            count = len(moments)
            text = ngettext("{count} moment marked", "{count} moments marked", count).format(count=count)
            yield point(say.labelled(text, ", ".join(moments)))

    def _evaluation(self, evaluation: Evaluation, corrections: Corrections) -> Iterator[Passage]:
        form = self._form(evaluation.form)
        if form is None:
            yield heading(4, evaluation.form.id)
            yield point(_("No copy of this form is left; the answers are shown as numbers, without score."))
            for item_id, answer in evaluation.answers.items():
                value = _("n/a") if answer.value is None else str(answer.value)
                yield point(say.labelled(item_id, value))
            return
        score = self._scorers.setdefault(form.ref, FormScorer(form)).score(evaluation.answers)
        yield heading(4, say.words(form.name))
        yield from _result(evaluation, score)
        given = evaluation.given
        for section in form.sections:
            done = sum(item.id in given for item in section.items)
            shown = f"{say.number(score.sections[section.id])} ({done}/{len(section.items)})"
            yield heading(5, say.labelled(say.words(section.name), shown))
            for item in section.items:
                yield _item(item, evaluation)
                yield from _before(corrections, (evaluation.id, item.id), item)

    def _notes(self, notes: list[Note], session: Session, level: int) -> Iterator[Passage]:
        if notes:
            yield heading(level, _("Notes"))
            corrections = corrections_by_place(session)
            for note in notes:
                yield self._note(note, session)
                yield from _before(corrections, ("", note.id))

    def _note(self, note: Note | Draft, session: Session) -> Passage:
        tag = f"{_(say.TAGS[note.tag])} · " if note.tag is not None else ""
        at = note.at.strftime("%H:%M") if note.call_s is None else say.clock(note.call_s)
        about = self._linked(note.link, session)
        return point(f"{at} · {tag}{note.text}" + (f" [{about}]" if about else ""))

    def _linked(self, link: Link | None, session: Session) -> str:
        """Return what a note is about, in the words of the forms and models of its session."""
        if link is None:
            return ""
        forms = (self._form(ref) for ref in session.forms_used if ref.id == link.form)
        models = (self._model(ref) for ref in session.models_used if ref.id == link.model)
        return note_about(link, filter(None, forms), filter(None, models))

    def _steps(self, session: Session) -> Iterator[Passage]:
        for ref in session.models_used:
            records = {record.step: record for record in worked_steps(session) if record.model == ref.id}
            model = self._model(ref)
            if not records:
                continue
            yield heading(3, _("Model: {name}").format(name=say.words(model.name) if model else ref.id))
            order = [step.id for step in model.steps] if model is not None else []
            for step_id in dict.fromkeys([*order, *records]):
                if step_id in records:
                    yield from _step(records[step_id], model)

    def _name(self, agent_id: str, session: Session) -> str:
        if agent_id not in self._names:
            found = self._source.agents(session.agent_ids)
            self._names.update({agent.id: agent.name or agent.id for agent in found})
        return self._names.setdefault(agent_id, agent_id)

    def _form(self, ref: FormRef) -> Form | None:
        if ref not in self._forms:
            self._forms[ref] = self._source.form(ref)
        return self._forms[ref]

    def _model(self, ref: ModelRef) -> Model | None:
        if ref not in self._models:
            self._models[ref] = self._source.model(ref)
        return self._models[ref]


def _contact_title(contact: Contact, place: int, total: int) -> str:
    title = _("Contact {number} of {total}").format(number=place, total=total)
    channel = _(say.CHANNELS[contact.channel]) if contact.channel is not None else ""
    broken = _("cut off") if contact.broken_off else ""
    return " · ".join(part for part in (title, contact.reference, channel, broken) if part)


def _result(evaluation: Evaluation, score: FormScore) -> Iterator[Passage]:
    shown = say.score_range(score.value, score.low, score.high)
    yield point(say.labelled(_("Score"), f"{shown} ({len(evaluation.given)}/{score.total})"))
    yield point(say.labelled(_("Filled in by"), _(say.RATERS[evaluation.rater.role])))
    count = len(score.breaches)
    if count:
        breaches = ngettext("{count} critical breach", "{count} critical breaches", count)
        yield point(breaches.format(count=count))


def _item(item: Item, evaluation: Evaluation) -> Passage:
    answer = evaluation.answers.get(item.id)
    word = say.answer_word(item, answer, reached=item.id not in evaluation.not_reached)
    breached = answer is not None and answer.value is not None and item.breached_by(answer.value)
    if breached:
        word = f"✗ {word}" if word == _("Breach") else f"✗ {word} ({_('Breach')})"
    if answer is not None and answer.star:
        word += f" ★ {_('Strength')}"
    return point(say.labelled(say.words(item.label), word))


def _before(corrections: Corrections, place: tuple[str, str], item: Item | None = None) -> Iterator[Passage]:
    """Yield what stood in a place before it was corrected (R86)."""
    for correction in corrections.get(place, ()):
        yield point(say.labelled(_("Corrected"), stood_before(correction, item)), 1)


def _step(record: StepRecord, model: Model | None) -> Iterator[Passage]:
    step = model.step(record.step) if model is not None else None
    labels = {field.id: say.words(field.label) for field in step.fields} if step is not None else {}
    name = say.step_title(step.letter, step.name) if step is not None else record.step
    yield point(f"{name} ({say.clock(record.seconds)})" + (" ✓" if record.done else ""))
    for field, text in record.fields.items():
        if text.strip():
            yield point(say.labelled(labels.get(field, field), text), 1)
