"""Says what undo took back and redo did again, so that it is seen even where the pane is not (R5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form
from coachtui.domain.reduce_call import contact_used
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.ui.present import words

Place = tuple[str, str, str]


def difference(before: Session, after: Session, forms: tuple[Form, ...]) -> str:
    """Return what differs between two revisions, worded; empty when nothing a lead knows differs.

    Args:
        before: The revision that was.
        after: The revision that is.
        forms: Forms in which the answered rows are looked up.
    """
    return ", ".join(dict.fromkeys(_parts(before, after, forms)))


def _parts(before: Session, after: Session, forms: tuple[Form, ...]) -> Iterator[str]:
    yield from _rows(before, after, forms)
    if before.notes != after.notes:
        yield _("note")
    if before.marks != after.marks:
        yield _("mark")
    if len(before.contacts) != len(after.contacts):
        longer = max(before, after, key=lambda session: len(session.contacts))
        other = after if longer is before else before
        lone = next(contact for contact in longer.contacts if other.contact(contact.id) is None)
        yield _("contact with all in it") if contact_used(longer, lone) else _("next contact")
    for old in before.contacts:
        new = after.contact(old.id)
        if new is not None:
            yield from _of_call(old, new)


def _rows(before: Session, after: Session, forms: tuple[Form, ...]) -> Iterator[str]:
    old, new = _answers(before), _answers(after)
    changed = [place for place in {**old, **new} if old.get(place) != new.get(place)]
    if len(changed) > 1:
        yield _("{count} answers").format(count=len(changed))
        return
    for _contact, form_id, item_id in changed:
        form = next((form for form in forms if form.id == form_id), None)
        item = form.item(item_id) if form is not None else None
        if item is not None:
            yield _("answer “{row}”").format(row=words(item.label))


def _of_call(old: Contact, new: Contact) -> Iterator[str]:
    if (old.started_at is None) != (new.started_at is None):
        yield _("start of the call")
    elif old.broken_off != new.broken_off:
        yield _("broken off")
    elif old.ended != new.ended:
        yield _("end of the call")
    else:
        if old.phases != new.phases:
            yield _("change of phase")
        if old.holds != new.holds:
            yield _("hold")
    if (old.reference, old.channel) != (new.reference, new.channel):
        yield _("reference or channel")


def _answers(session: Session) -> Mapping[Place, Answer]:
    return {
        (evaluation.contact_id, evaluation.form.id, item_id): answer
        for evaluation in session.evaluations
        for item_id, answer in evaluation.answers.items()
    }
