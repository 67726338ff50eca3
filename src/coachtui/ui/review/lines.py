"""Makes the rows of the closing review: what is missing first, then what each contact holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from rich.cells import cell_len

from coachtui.domain.contact import Contact
from coachtui.domain.form import Form, Item
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Note
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording
from coachtui.i18n import _, ngettext
from coachtui.services.closing import ClosingReview, ContactResult, FormResult, MissingAnswer
from coachtui.services.texts.session_facts import note_about
from coachtui.ui.cells import fit, wrap
from coachtui.ui.paragraph import flow
from coachtui.ui.present import (
    DASH,
    TAG_GLYPHS,
    TAG_TONES,
    TAG_WORDS,
    breach_count,
    clock,
    labelled,
    number,
    percent,
    score_range,
    words,
)
from coachtui.ui.widgets.lines import Line, Span
from coachtui.ui.words.sessions import CHANNELS

_LABEL = 16
"""Cells of the label before a value."""

_INDENT = "   "


@dataclass(frozen=True, slots=True)
class AskName:
    """The target of a row in which the lead's name is asked for."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The target of a row that has a contact's reference."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class ChannelOf:
    """The target of a row that has a contact's channel."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class BrokeOff:
    """The target of a row that says whether a contact broke off."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The target of a row that has a note still being written."""

    draft: Draft


Target = MissingAnswer | AskName | Reference | ChannelOf | BrokeOff | Unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One row of the closing review.

    Attributes:
        lines: Gives its lines for a width.
        target: What enter goes to or changes; ``None`` for a row that is only read.
        ticks: Whether it changes while a call runs.
    """

    lines: Callable[[int], list[Line]]
    target: Target | None = None
    ticks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContext:
    """What the rows of the review say beside the session itself.

    Attributes:
        forms: The forms of the session, for the words of links.
        lead: The lead's name where it is asked for, else ``None``.
        written: Where the session was written to last; empty when it was not.
        care: Lines about privacy at the end.
        key_na: The key that sets the rest to n/a.
        key_broke_off: The key that says that the call broke off.
        hold_limit_s: Seconds on hold from which one was too long (R9).
        models: The models that notes come from a step of.
        phase_names: Names of the phases of a call by id.
        agreed: Names and texts of the filled fields of models.
    """

    forms: tuple[Form, ...]
    lead: str | None
    written: str
    care: tuple[str, ...]
    key_na: str
    key_broke_off: str
    hold_limit_s: int
    models: tuple[Model, ...]
    phase_names: Mapping[str, Wording]
    agreed: tuple[tuple[Wording, str], ...] = ()


def review_rows(closing: ClosingReview, context: ReviewContext) -> list[ReviewRow]:
    """Return every row of the review, from top to bottom."""
    return [
        *_written(context),
        *_missing(closing, context),
        *_lead(context),
        *_agreed(context),
        *(row for result in closing.contacts for row in _contact(result, closing, context)),
        *_notes(closing.notes, context),
        *_drafts(closing.drafts),
        *_care(context),
    ]


def _still(*spans: Span) -> ReviewRow:
    """Return a row of one line that is only read."""
    return ReviewRow(lines=lambda _width: [tuple(spans)])


def _blank() -> ReviewRow:
    return _still((" ", "text"))


def _text(text: str, tone: str, indent: str = _INDENT) -> ReviewRow:
    """Return a wrapped text that is only read."""
    return ReviewRow(
        lines=lambda width: [((indent + line, tone),) for line in wrap(text, width - len(indent) - 1)]
    )


def _head(title: str, *notes: str, tone: str = "head") -> ReviewRow:
    spans = [(f" {title}", tone), *((f"   {note}", "muted") for note in notes if note)]
    return ReviewRow(lines=lambda width: flow(spans, width, 3))


def _value(label: str, *spans: Span) -> Line:
    room = max(_LABEL, cell_len(label) + 2)
    return ((_INDENT + fit(label, room), "muted"), *spans)


def _written(context: ReviewContext) -> Iterator[ReviewRow]:
    if context.written:
        yield _text(f"✓ {context.written}", "good", " ")
        yield _blank()


def _missing(closing: ClosingReview, context: ReviewContext) -> Iterator[ReviewRow]:
    count = len(closing.missing)
    if not count:
        untouched = [*_untouched(closing)]
        done = any(contact.results for contact in closing.contacts)
        whole = _("What was started is complete.") if untouched else _("Nothing is missing.")
        yield _head(f"✓ {whole}" if done else f"○ {_('No form was started.')}", tone="good")
        yield from untouched
        yield _blank()
        return
    title = ngettext("{count} row needs an answer", "{count} rows need an answer", count).format(count=count)
    note = _("press {key} to set {count} of them to n/a").format(key=context.key_na, count=closing.may_be_na)
    notes = [note] if closing.may_be_na else []
    notes.append(_("{key}: the call was cut off").format(key=context.key_broke_off))
    yield _head(f"✗ {title}", *notes, tone="amber")
    place = None
    for entry in closing.missing:
        if (entry.contact_id, entry.form.id) != place:
            place = (entry.contact_id, entry.form.id)
            contact = (
                f"{_('Contact {number}').format(number=entry.number)} · " if len(closing.contacts) > 1 else ""
            )
            yield _still((f"{_INDENT}{contact}{words(entry.form.name)}", "muted"))
        yield ReviewRow(lines=partial(_missing_lines, entry.item), target=entry)
    yield from _untouched(closing)
    yield _blank()


def _untouched(closing: ClosingReview) -> Iterator[ReviewRow]:
    """Yield the forms that nothing was answered on, beside those that were begun."""
    for contact in closing.contacts:
        number = f"{_('Contact {number}').format(number=contact.number)} · " * (len(closing.contacts) > 1)
        for form in contact.untouched:
            yield _text(f"○ {number}{labelled(_('Not started'), words(form.name))}", "muted")


def _missing_lines(item: Item, width: int) -> list[Line]:
    prefix = f"‼ {labelled(_('Critical'))}" if item.critical else ""
    label = wrap(prefix + words(item.label), width - 7)
    first: Line = (("   · ", "amber"), (prefix, "critical"), (label[0][len(prefix) :], "text"))
    return [first, *(((f"     {more}", "text"),) for more in label[1:])]


def _lead(context: ReviewContext) -> Iterator[ReviewRow]:
    if context.lead is None:
        return
    name: Span = (
        (context.lead, "text") if context.lead else (_("not filled in yet; Enter fills it in"), "muted")
    )
    yield ReviewRow(lines=lambda _width: [_value(_("Your name"), name)], target=AskName())
    yield _blank()


def _agreed(context: ReviewContext) -> Iterator[ReviewRow]:
    if not context.agreed:
        return
    yield _head(_("Agreed"))
    for label, text in context.agreed:
        yield _text(labelled(words(label), text), "text")
    yield _blank()


def _contact(result: ContactResult, closing: ClosingReview, context: ReviewContext) -> Iterator[ReviewRow]:
    contact = result.contact
    many = len(closing.contacts) > 1
    title = _("Contact {number}").format(number=result.number) if many else _("The contact")
    yield _head(title, contact.started_at.strftime("%H:%M") if contact.started_at else "")
    given: Span = (
        (contact.reference, "text") if contact.reference else (_("optional; Enter fills it in"), "muted")
    )
    yield ReviewRow(lines=lambda _width: [_value(_("Reference"), given)], target=Reference(contact))
    channel = _(CHANNELS[contact.channel]) if contact.channel else DASH
    yield ReviewRow(
        lines=lambda _width: [_value(_("Channel"), ("‹ ", "key"), (channel, "text"), (" ›", "key"))],
        target=ChannelOf(contact),
    )
    yield ReviewRow(lines=lambda _width: [_broke_off(contact)], target=BrokeOff(contact))
    yield ReviewRow(lines=lambda _width: [_call(result)], ticks=contact.running)
    if result.marks:
        yield ReviewRow(lines=partial(_moments, result))
    if result.phases:
        yield ReviewRow(lines=partial(_phases, result, context.phase_names), ticks=contact.running)
    if contact.holds:
        yield ReviewRow(lines=lambda _width: [_holds(result, context.hold_limit_s)], ticks=contact.running)
    for form in result.results:
        yield from _form(form)
    yield from _notes(result.notes, context)
    yield _blank()


def _broke_off(contact: Contact) -> Line:
    if contact.broken_off:
        said = _("yes: open rows are not reached, and it does not count")
        return _value(_("Cut off"), (f"■ {said}", "amber"))
    return _value(_("Cut off"), (_("no; Enter changes it"), "muted"))


def _call(result: ContactResult) -> Line:
    if result.call_s is None:
        return _value(_("Call"), (_("no call"), "muted"))
    state = f"  {_('still running')}" if result.contact.running else ""
    marks = len(result.marks)
    marked = ngettext("{count} moment marked", "{count} moments marked", marks).format(count=marks)
    return _value(
        _("Call"),
        (clock(result.call_s), "strong"),
        (state, "critical"),
        (f"   ◆ {marked}" if marks else "", "muted"),
    )


def _moments(result: ContactResult, width: int) -> list[Line]:
    """Return when moments were marked, as many lines as that takes."""
    label = _("Marked")
    room = max(_LABEL, cell_len(label) + 2) + len(_INDENT)
    first, *rest = wrap("  ".join(clock(mark) for mark in result.marks), width - room - 1)
    indent = " " * room
    return [_value(label, (first, "text")), *(((indent + line, "text"),) for line in rest)]


def _phases(result: ContactResult, phase_names: Mapping[str, Wording], width: int) -> list[Line]:
    names = {phase: words(name) for phase, name in phase_names.items()}
    lines: list[Line] = []
    spans: list[Span] = []
    used = room = max(_LABEL, cell_len(_("Phases")) + 2) + len(_INDENT)
    for share in result.phases:
        name = f"{names.get(share.phase, share.phase)} "
        spent = f"{clock(share.seconds)} {percent(share.percent)}   "
        if used + cell_len(name + spent) > width and spans:
            lines.append(tuple(spans))
            spans, used = [], room
        spans += [(name, "muted"), (spent, "text")]
        used += cell_len(name + spent)
    lines.append(tuple(spans))
    indent = " " * room
    shown = [_value(_("Phases"), *lines[0]), *(((indent, "text"), *line) for line in lines[1:])]
    if result.mapping_short:
        hint = _("Mapping was not the longest phase: was the need clear before the solution?")
        shown += [((indent, "text"), (line, "amber")) for line in wrap(hint, width - room - 1)]
    return shown


def _holds(result: ContactResult, limit_s: int) -> Line:
    holds = result.holds
    late = "amber" if holds.longest_s >= limit_s else "text"
    return _value(
        _("Holds"),
        (f"{holds.count}×   ", "text"),
        (f"{_('longest')} ", "muted"),
        (f"{clock(holds.longest_s)}   ", late),
        (f"{_('total')} ", "muted"),
        (clock(holds.total_s), "text"),
    )


def _form(result: FormResult) -> Iterator[ReviewRow]:
    score = result.score
    yield _blank()
    count = len(result.breaches)
    breached = breach_count(count)
    skipped = len(result.not_reached)
    unreached = ngettext("{count} row not reached", "{count} rows not reached", skipped)
    spans: tuple[Span, ...] = (
        (f"{_INDENT}{words(result.form.name)}  ", "strong"),
        (score_range(score.value, score.low, score.high), "strong"),
        (f"   ✗ {breached}" if count else "", "critical"),
        (f"   ■ {unreached.format(count=skipped)}" if skipped else "", "amber"),
    )
    yield ReviewRow(lines=lambda width: flow(spans, width, cell_len(_INDENT) + 2))
    wide = max(cell_len(words(section.name)) for section in result.form.sections) + 2
    for section in result.form.sections:
        settled, total = score.section_progress[section.id]
        done = settled - sum(item.id in result.not_reached for item in section.items)
        yield _still(
            (f"{_INDENT}  {fit(words(section.name), wide)}", "text"),
            (f"{number(score.sections[section.id]):>6}", "text"),
            (f"   {done}/{total}", "muted" if settled == total else "amber"),
        )
    for item in result.breaches:
        yield _text(f"✗ {labelled(_('Breach'), words(item.label))}", "critical", f"{_INDENT}  ")


def _notes(notes: tuple[Note, ...], context: ReviewContext) -> Iterator[ReviewRow]:
    if not notes:
        return
    yield _blank()
    yield _still((f"{_INDENT}{_('Notes')} {len(notes)}", "strong"))
    for note in notes:
        about = note_about(note.link, context.forms, context.models)
        yield ReviewRow(lines=partial(_note, note, f"[{about}]" if about else ""))


def _note(note: Note, about: str, width: int) -> list[Line]:
    stamp = f"{_INDENT}  {clock(note.call_s):>6}  "
    lead = " " * cell_len(stamp)
    body = wrap(note.text, width - len(lead) - 1)
    if not note.tag and not about:
        return [((stamp if place == 0 else lead, "muted"), (line, "text")) for place, line in enumerate(body)]
    tag = f"{TAG_GLYPHS[note.tag]} {_(TAG_WORDS[note.tag])}  " if note.tag else ""
    tone = TAG_TONES[note.tag] if note.tag else "text"
    return [
        *flow(((stamp, "muted"), (tag, tone), (about, "muted")), width, len(lead)),
        *(((lead + line, "text"),) for line in body),
    ]


def _drafts(drafts: tuple[Draft, ...]) -> Iterator[ReviewRow]:
    if not drafts:
        return
    yield _head(
        _("Still being written"), _("saved as notes when you finish; Enter continues, Delete drops one")
    )
    for draft in drafts:
        row = _text(f"✎ {draft.text}", "text", f"{_INDENT}  ")
        yield ReviewRow(lines=row.lines, target=Unfinished(draft))
    yield _blank()


def _care(context: ReviewContext) -> Iterator[ReviewRow]:
    for line in context.care:
        yield _text(line, "muted", " ")
