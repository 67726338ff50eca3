"""The contents of the closing review, as plain data (R9, R10, R18, R19, R21)."""

from __future__ import annotations

from collections.abc import Mapping

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, Item
from coachtui.domain.live.reduce_call import contact_used
from coachtui.domain.live.reduce_closing import missing_items
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft, Note
from coachtui.domain.phase import HoldTotals, PhaseShare, hold_totals, mapping_not_longest, phase_shares
from coachtui.domain.score import FormScore, score_form
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingAnswer:
    """An open item that must be answered before the session can be final (R19).

    Attributes:
        contact_id: The contact it is about.
        number: Position of the contact in the session, from 1.
        form: Its form.
        item: The item.
    """

    contact_id: str
    number: int
    form: Form
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class FormResult:
    """The result of one form filled in about a contact.

    Attributes:
        form: The form.
        score: Its score.
        breaches: Its critical items in breach (R18).
        not_reached: Ids of the rows that the contact broke off before (R19).
    """

    form: Form
    score: FormScore
    breaches: tuple[Item, ...]
    not_reached: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactResult:
    """Everything recorded about one contact.

    Attributes:
        number: Position in the session, from 1.
        contact: The contact.
        call_s: Length of the call so far, in seconds; ``None`` without a call.
        phases: Time and share per phase; empty without a call.
        mapping_short: Whether mapping should have been the longest phase and was not (R21).
        holds: How often and how long the customer waited.
        results: Every form begun, in the order of the tabs.
        untouched: The other forms offered, where one was begun.
        notes: Notes about it, in order of time.
        marks: Seconds into the call of the moments marked.
    """

    number: int
    contact: Contact
    call_s: float | None
    phases: tuple[PhaseShare, ...]
    mapping_short: bool
    holds: HoldTotals
    results: tuple[FormResult, ...]
    untouched: tuple[Form, ...]
    notes: tuple[Note, ...]
    marks: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingReview:
    """A session as the closing review shows it.

    Attributes:
        missing: Open items of the forms begun, in order; Enter goes to the first.
        may_be_na: Number of open items that can be set to n/a together.
        contacts: The contacts about which anything was recorded; at least the first.
        notes: Notes about no contact.
        drafts: Notes still being typed, kept on finishing.
    """

    missing: tuple[MissingAnswer, ...]
    may_be_na: int
    contacts: tuple[ContactResult, ...]
    notes: tuple[Note, ...]
    drafts: tuple[Draft, ...]


def closing_review(session: Session, rules: Rules, now_s: float | None) -> ClosingReview:
    """Return the closing review of a session.

    Args:
        session: The newest revision.
        rules: Forms in use, in the order of the tabs, and phases of a call.
        now_s: Seconds into the running call; ``None`` when none runs.
    """
    numbers = {contact.id: number for number, contact in enumerate(session.contacts, 1)}
    missing = tuple(_missing(rules, numbers, *place) for place in missing_items(session, rules))
    used = [c for c in session.contacts if contact_used(session, c)] or session.contacts[:1]
    return ClosingReview(
        missing=missing,
        may_be_na=sum(1 for entry in missing if entry.item.na),
        contacts=tuple(_contact(session, rules, contact, numbers[contact.id], now_s) for contact in used),
        notes=tuple(note for note in session.notes if note.contact_id not in numbers),
        drafts=tuple(draft for draft in session.drafts if draft.text.strip()),
    )


def _missing(
    rules: Rules, numbers: Mapping[str, int], contact_id: str, form_id: str, item_id: str
) -> MissingAnswer:
    return MissingAnswer(
        contact_id=contact_id,
        number=numbers[contact_id],
        form=rules.forms[form_id],
        item=rules.item(form_id, item_id),
    )


def _contact(
    session: Session, rules: Rules, contact: Contact, number: int, now_s: float | None
) -> ContactResult:
    """Return the results of one contact; ``now_s`` is the clock of a running one."""
    clock_s = now_s if contact.running else None
    phases = phase_shares(contact, rules.phases, clock_s) if contact.started_at is not None else ()
    results = [
        _result(form, evaluation)
        for form in rules.forms.values()
        if (evaluation := session.evaluation(contact.id, form.id)) is not None
    ]
    begun = {result.form.id for result in results}
    return ContactResult(
        number=number,
        contact=contact,
        call_s=clock_s if contact.running else contact.duration_s,
        phases=phases,
        mapping_short=mapping_not_longest(phases),
        holds=hold_totals(contact.holds, clock_s),
        results=tuple(results),
        untouched=tuple(form for form in rules.forms.values() if results and form.id not in begun),
        notes=tuple(note for note in session.notes if note.contact_id == contact.id),
        marks=tuple(mark.call_s for mark in session.marks if mark.contact_id == contact.id),
    )


def _result(form: Form, evaluation: Evaluation) -> FormResult:
    score = score_form(form, evaluation.answers)
    breaches = tuple(item for item in form.items() if item.id in score.breaches)
    return FormResult(form=form, score=score, breaches=breaches, not_reached=evaluation.not_reached)
