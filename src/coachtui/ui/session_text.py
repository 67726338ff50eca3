"""A whole session as a text to read: contacts, phases, holds, answers, notes and model steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.form import Form, Item, Section
from coachtui.domain.model import Model, ModelStep
from coachtui.domain.note import Mark, Note
from coachtui.domain.phase import hold_totals
from coachtui.domain.session import Session, StepRecord, worked_steps
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.i18n import _, ngettext
from coachtui.services.correction_words import correction_text, statement_text, stood_before
from coachtui.services.record_words import RATERS, step_title
from coachtui.services.results import Result
from coachtui.services.session_facts import Corrections, corrections_by_place, phase_times
from coachtui.ui.cells import fit
from coachtui.ui.panes.notes import entries, entry_lines
from coachtui.ui.paragraph import BLANK, Paragraph, Part
from coachtui.ui.present import (
    answer_mark,
    clock,
    day_and_time,
    labelled,
    number,
    percent,
    score_range,
    tag_label,
    time_of_day,
    words,
)
from coachtui.ui.session_words import CHANNELS, KINDS, SETTINGS, STATUS
from coachtui.ui.widgets.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSession:
    """A session with what is needed to put it into words.

    Attributes:
        session: The session.
        forms: Its forms, in order.
        results: Its evaluations with their scores.
        models: The models it used, in the version used.
        hold_limit_s: Seconds on hold from which one was too long (R9).
        names: Names by agent id where the session is about several.
        phase_names: Names of phases of a call that none of the forms has, by id.
    """

    session: Session
    forms: Sequence[Form]
    results: Sequence[Result]
    models: Sequence[Model]
    hold_limit_s: int
    names: Mapping[str, str]
    phase_names: Mapping[str, Wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note or mark as a part of the text."""

    entry: Note | Mark
    forms: tuple[Form, ...]
    steps: Mapping[tuple[str, str], str]
    begins: bool = False

    def lines(self, width: int) -> list[Line]:
        """Return its lines."""
        return [((" ", "text"), *line) for line in entry_lines(self.entry, self.forms, width - 1, self.steps)]


def session_parts(loaded: LoadedSession) -> Iterator[Part]:
    """Yield everything in a session but what kind it is and when it was."""
    yield from _contacts(loaded)
    yield from _noted(loaded)
    yield from _models(loaded)
    yield from _later(loaded)


def _contacts(loaded: LoadedSession) -> Iterator[Paragraph]:
    corrections = corrections_by_place(loaded.session)
    for place, contact in enumerate(loaded.session.contacts, 1):
        yield BLANK
        yield _heading(_contact_title(contact, place, len(loaded.session.contacts)))
        for detail in ("reference", "channel"):
            yield from _before(corrections, (contact.id, detail), indent="  ")
        yield from _call(contact, loaded)
        for result in loaded.results:
            if result.evaluation.contact_id == contact.id:
                yield from _evaluation(result, corrections)
        found = {form.ref for form in loaded.forms}
        for evaluation in loaded.session.evaluations:
            if evaluation.contact_id == contact.id and evaluation.form not in found:
                yield from _lost_form(evaluation)


def _noted(loaded: LoadedSession) -> Iterator[Part]:
    """Yield notes and marks, and beside a corrected note what stood there before."""
    noted = entries(loaded.session)
    if not noted:
        return
    steps = {
        (model.id, step.id): f"{words(model.name)} · {words(step.name)}"
        for model in loaded.models
        for step in model.steps
    }
    corrections = corrections_by_place(loaded.session)
    yield BLANK
    yield _heading(_("Notes"))
    for entry in noted:
        yield Noted(entry=entry, forms=tuple(loaded.forms), steps=steps)
        yield from _before(corrections, ("", entry.id), indent="    ")


def _models(loaded: LoadedSession) -> Iterator[Paragraph]:
    """Yield what was recorded in the steps of coaching models, and notes that were not finished."""
    kept = {(record.model, record.step): record for record in worked_steps(loaded.session)}
    corrections = corrections_by_place(loaded.session)
    for model in loaded.models:
        records = [(step, kept.get((model.id, step.id))) for step in model.steps]
        written = [(step, record) for step, record in records if record is not None]
        if written:
            yield BLANK
            yield _heading(_("Model: {name}").format(name=words(model.name)))
            for step, record in written:
                yield from _step(step, record, corrections)
    found = {model.id for model in loaded.models}
    for lost in dict.fromkeys(model for model, _step in kept if model not in found):
        yield BLANK
        yield _heading(_("Model: {name}").format(name=lost))
        for record in kept.values():
            if record.model == lost:
                yield from _lost_step(record)
    drafts = [draft for draft in loaded.session.drafts if draft.text.strip()]
    if drafts:
        yield BLANK
        yield _heading(_("Notes not finished"))
        for draft in drafts:
            lead = f"  {draft.at.strftime('%H:%M')} {clock(draft.call_s):>5} {tag_label(draft.tag)} "
            yield Paragraph(lead=((lead, "muted"),), text=draft.text)


def _later(loaded: LoadedSession) -> Iterator[Paragraph]:
    """Yield what was changed since the session was final, and what the agent says about it (R86)."""
    session = loaded.session
    if session.corrections:
        yield BLANK
        yield _heading(_("Corrections"))
        forms = {result.evaluation.form: result.form for result in loaded.results}
        for correction in session.corrections:
            text = correction_text(correction, session.evaluations, forms, loaded.models)
            yield Paragraph(lead=((f"  {day_and_time(correction.at)}  ", "muted"),), text=text)
    if session.statements:
        yield BLANK
        yield _heading(_("What the agent says about it"))
        for statement in session.statements:
            name = loaded.names.get(statement.agent_id, "")
            said = statement_text(statement)
            text = labelled(name, said) if name else said
            yield Paragraph(lead=((f"  {day_and_time(statement.at)}  ", "muted"),), text=text)


def about_parts(session: Session) -> Iterator[Paragraph]:
    """Yield what kind of session it is, and when and how it was."""
    glyph, word, tone = STATUS[session.status]
    yield _heading(_(KINDS[session.kind]))
    yield _fact(_("Status"), f"{glyph} {_(word)}", tone)
    yield _fact(_("Began"), day_and_time(session.started_at))
    if session.ended_at is not None:
        yield _fact(_("Ended"), day_and_time(session.ended_at))
    yield _fact(_("Setting"), _(SETTINGS[session.setting]))


def _contact_title(contact: Contact, place: int, total: int) -> str:
    title = _("Contact {number} of {total}").format(number=place, total=total)
    if contact.reference:
        title += f"  ·  {contact.reference}"
    if contact.channel is not None:
        title += f"  ·  {_(CHANNELS[contact.channel])}"
    if contact.broken_off:
        title += f"  ·  {_('cut off')}"
    return title


def _call(contact: Contact, loaded: LoadedSession) -> Iterator[Paragraph]:
    if contact.started_at is None:
        yield Paragraph(lead=(("  ", "text"),), text=_("No call was started."), tone="muted")
        return
    started = time_of_day(contact.started_at)
    length = clock(contact.duration_s) if contact.ended else _("still running")
    yield _fact(_("Call"), _("from {time}, {length}").format(time=started, length=length))
    shares = phase_times(contact, loaded.forms, loaded.phase_names)
    longest = max((cell_len(name) for name, _share in shares), default=0)
    for phase, share in shares:
        name = fit(phase, longest)
        spent = f"{clock(share.seconds):>5}  {percent(share.percent):>5}"
        yield Paragraph(lead=((f"  ▸ {_('Phase')} {name}  ", "muted"),), text=spent)
    holds = hold_totals(contact.holds, contact.last_recorded_s())
    if holds.count:
        text = ngettext("{count} hold", "{count} holds", holds.count).format(count=holds.count)
        spent = _("{total} together, the longest {longest}").format(
            total=clock(holds.total_s), longest=clock(holds.longest_s)
        )
        late = holds.longest_s >= loaded.hold_limit_s
        yield Paragraph(
            lead=(("  ‼ " if late else "  ‖ ", "amber" if late else "accent"),),
            text=labelled(text, spent),
            tone="amber" if late else "text",
        )


def _evaluation(result: Result, corrections: Corrections) -> Iterator[Paragraph]:
    score, form, answers = result.score, result.form, result.evaluation.answers
    yield BLANK
    shown = score_range(score.value, score.low, score.high)
    answered = len(result.evaluation.given)
    status = "" if answered == score.total else f"  {answered}/{score.total}"
    tail = ((f"{_('Score')} ", "muted"), (f"{shown}{status} ", "strong"))
    yield Paragraph(lead=((" ▌ ", "accent"),), text=words(form.name), tone="strong", tail=tail)
    rater = result.evaluation.rater.role
    if rater != "lead":
        yield Paragraph(
            lead=(("   ", "text"),), text=labelled(_("Filled in by"), _(RATERS[rater])), tone="muted"
        )
    if score.breaches:
        count = len(score.breaches)
        text = ngettext("{count} critical breach", "{count} critical breaches", count).format(count=count)
        yield Paragraph(lead=(("   ✗ ", "critical"),), text=text, tone="critical")
    skipped = result.evaluation.not_reached
    marks = {
        item.id: answer_mark(item, answers.get(item.id), reached=item.id not in skipped)
        for item in form.items()
    }
    width = max(cell_len(word) for _glyph, word, _tone in marks.values())
    for section in form.sections:
        yield _section(section, result)
        for item in section.items:
            yield _item(item, answers.get(item.id), marks[item.id], width)
            yield from _before(corrections, (result.evaluation.id, item.id), item)


def _lost_form(evaluation: Evaluation) -> Iterator[Paragraph]:
    """Yield the answers by their ids: no other version of the form lends them its words (R20)."""
    yield BLANK
    name = f"{evaluation.form.id} {evaluation.form.version}"
    yield Paragraph(lead=((" ▌ ", "accent"),), text=name, tone="strong")
    lost = _("No copy of this form is left; the answers are shown as numbers, without score.")
    yield Paragraph(lead=(("   ‼ ", "amber"),), text=lost, tone="amber")
    for item_id, answer in evaluation.answers.items():
        value = _("n/a") if answer.value is None else str(answer.value)
        yield Paragraph(lead=(("     ", "text"),), text=labelled(item_id, value))


def _section(section: Section, result: Result) -> Paragraph:
    done, total = result.score.section_progress[section.id]
    done -= sum(item.id in result.evaluation.not_reached for item in section.items)
    score = number(result.score.sections[section.id])
    tail = ((f"{done}/{total}  ", "muted"), (f"{score:>5} ", "strong"))
    return Paragraph(lead=(("   ", "text"),), text=words(section.name), tone="accent", tail=tail)


def _item(item: Item, answer: Answer | None, mark: tuple[str, str, str], width: int) -> Paragraph:
    glyph, word, tone = mark
    star = (("★ ", "star"),) if answer is not None and answer.star else ()
    lead = (("     ", "text"), (f"{glyph} {fit(word, width)}  ", tone))
    return Paragraph(
        lead=lead, text=words(item.label), tone="text" if answer is not None else "muted", tail=star
    )


def _before(
    corrections: Corrections, place: tuple[str, str], item: Item | None = None, indent: str = "       "
) -> Iterator[Paragraph]:
    """Yield what stood in a place before it was corrected (R86)."""
    for correction in corrections.get(place, ()):
        lead = ((f"{indent}↺ {labelled(_('Corrected'))}", "amber"),)
        yield Paragraph(lead=lead, text=stood_before(correction, item), tone="muted")


def _step(step: ModelStep, record: StepRecord, corrections: Corrections) -> Iterator[Paragraph]:
    mark = ("✓ ", "good") if record.done else ("· ", "muted")
    tail = ((f"{clock(record.seconds)} ", "muted"),)
    lead = (("  ", "text"), mark, (f"{step.letter}  ", "accent"))
    yield Paragraph(lead=lead, text=step_title(step.letter, step.name), tone="strong", tail=tail)
    for field in step.fields:
        text = record.fields.get(field.id, "").strip()
        if text:
            yield Paragraph(lead=((f"       {labelled(words(field.label))}", "muted"),), text=text)
        yield from _before(corrections, (f"{record.model}/{record.step}", field.id), indent="         ")


def _lost_step(record: StepRecord) -> Iterator[Paragraph]:
    yield Paragraph(lead=(("  · ", "muted"),), text=record.step, tone="strong")
    for field, text in record.fields.items():
        if text.strip():
            yield Paragraph(lead=((f"       {labelled(field)}", "muted"),), text=text)


def _heading(text: str) -> Paragraph:
    return Paragraph(lead=((" ", "text"),), text=text, tone="head")


def _fact(label: str, text: str, tone: str = "text") -> Paragraph:
    return Paragraph(lead=((f"  {labelled(label)}", "muted"),), text=text, tone=tone)
