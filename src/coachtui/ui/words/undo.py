"""Undoes and redoes the last command, and says in words what changed, wherever it was (R5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form
from coachtui.domain.live.reduce_call import contact_used
from coachtui.domain.session import Session
from coachtui.i18n import _
from coachtui.services.open_session import OpenSession
from coachtui.ui.present import words

Place = tuple[str, str, str]


def take_back(open_session: OpenSession, *, letters: bool = False) -> str:
    """Undo the last command and return in words what that was.

    Args:
        open_session: The session.
        letters: Whether a text is taken back letter by letter, because it is being written.

    Raises:
        Refused: Nothing can be taken back; ``code`` says why.
    """
    before = open_session.session
    open_session.undo(letters=letters)
    what, where = _travelled(before, open_session)
    if where:
        return _("Undone ({where}): {what}").format(where=where, what=what)
    return _("Undone: {what}").format(what=what)


def do_again(open_session: OpenSession, *, letters: bool = False) -> str:
    """Redo what was undone; arguments, result and errors are those of ``take_back``."""
    before = open_session.session
    open_session.redo(letters=letters)
    what, where = _travelled(before, open_session)
    if where:
        return _("Redone ({where}): {what}").format(where=where, what=what)
    return _("Redone: {what}").format(what=what)


def _travelled(before: Session, open_session: OpenSession) -> tuple[str, str]:
    """Return what differs from a revision before, and the contact and form that are shown for it now."""
    after = open_session.session
    where = []
    same_contacts = len(before.contacts) == len(after.contacts)  # else the words for that tell it
    if same_contacts and before.place.contact_id != after.place.contact_id:
        number = after.contacts.index(after.shown_contact) + 1
        where.append(_("Contact {number}").format(number=number))
    if before.place.form_id != after.place.form_id:
        where += [words(form.name) for form in open_session.forms if form.id == after.place.form_id]
    return difference(before, after, open_session.forms), ", ".join(where)


def difference(before: Session, after: Session, forms: tuple[Form, ...]) -> str:
    """Return in words what differs between two revisions; empty where a lead would see no difference.

    Args:
        before: The revision that was.
        after: The revision that is.
        forms: Forms in which the answered rows are looked up.
    """
    return ", ".join(dict.fromkeys(_parts(before, after, forms)))


def _parts(before: Session, after: Session, forms: tuple[Form, ...]) -> Iterator[str]:
    if before.agent_ids != after.agent_ids:
        yield _("change of agent")
    if before.status != after.status:
        yield _("session kept as a draft")
    yield from _rows(before, after, forms)
    if before.notes != after.notes:
        yield _("note")
    elif before.drafts != after.drafts:
        yield _("unfinished note")
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
    yield from _of_model(before, after)


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
        yield _("cut off")
    elif old.ended != new.ended:
        yield _("end of the call")
    else:
        if old.phases != new.phases:
            yield _("change of phase")
        if old.holds != new.holds:
            yield _("hold")
    if (old.reference, old.channel) != (new.reference, new.channel):
        yield _("reference or channel")


def _of_model(before: Session, after: Session) -> Iterator[str]:
    if before.model != after.model:
        yield _("choice of model")
    places = dict.fromkeys((step.model, step.step) for step in (*before.steps, *after.steps))
    pairs = [(before.step(*place), after.step(*place)) for place in places]
    if any((old.fields if old else {}) != (new.fields if new else {}) for old, new in pairs):
        yield _("text in a step of the model")
    elif any((old is not None and old.done) is not (new is not None and new.done) for old, new in pairs):
        yield _("tick of a step")


def _answers(session: Session) -> Mapping[Place, Answer]:
    return {
        (evaluation.contact_id, evaluation.form.id, item_id): answer
        for evaluation in session.evaluations
        for item_id, answer in evaluation.given.items()
    }
