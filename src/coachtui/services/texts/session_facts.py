"""Facts of a session that its texts share: times of phases, notes and what they are about, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from coachtui.domain.contact import Contact
from coachtui.domain.correction import Correction
from coachtui.domain.form import Form
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.passage import Noted
from coachtui.domain.phase import PhaseShare, phase_shares
from coachtui.domain.session import Session
from coachtui.domain.wording import Wording
from coachtui.services.words.records import words


def phase_times(
    contact: Contact, forms: Iterable[Form], phase_names: Mapping[str, Wording]
) -> list[tuple[str, PhaseShare]]:
    """Return name, time and share of every phase that a call spent time in, in the order of the form.

    Args:
        contact: The call.
        forms: The forms of its session.
        phase_names: Names of phases that none of these forms has; another goes by its id.
    """
    phased = [form for form in forms if form.phases]
    others = {phase: words(name) for phase, name in phase_names.items()}
    order = [phase for form in phased for phase in form.phases]
    order += [stretch.phase for stretch in contact.phases]
    names = others | {section.id: words(section.name) for form in phased for section in form.sections}
    shares = phase_shares(contact, dict.fromkeys(order), contact.last_recorded_s())
    return [(names.get(share.phase, share.phase), share) for share in shares if share.seconds]


def notes_and_marks(session: Session) -> list[Note | Mark]:
    """Return notes and marks in order of time."""
    both: list[Note | Mark] = [*session.notes, *session.marks]
    return sorted(both, key=attrgetter("at"))


def noted(entry: Note | Draft | Mark, forms: Iterable[Form], models: Iterable[Model]) -> Noted:
    """Return a note, a note being written, or a moment that was marked.

    Args:
        entry: Which one.
        forms: Forms that it may be about a row of.
        models: Models that it may be about a step of.
    """
    if isinstance(entry, Mark):
        return Noted(kind="moment", at=entry.at, call_s=entry.call_s)
    return Noted(
        kind="note" if isinstance(entry, Note) else "draft",
        at=entry.at,
        call_s=entry.call_s,
        tag=entry.tag,
        text=entry.text,
        about=note_about(entry.link, forms, models),
    )


def note_about(link: Link | None, forms: Iterable[Form], models: Iterable[Model]) -> str:
    """Return what a note is about in the words of its form or model; ids where those are lost."""
    if link is None:
        return ""
    items = (form.item(link.item or "") for form in forms if form.id == link.form)
    item = next((item for item in items if item is not None), None)
    if item is not None:
        return words(item.label)
    for model in models:
        step = model.step(link.step or "") if model.id == link.model else None
        if step is not None:
            return f"{words(model.name)} · {words(step.name)}"
    return link.item or link.step or ""


Corrections = Mapping[tuple[str, str], Sequence[Correction]]
"""Corrections in order of time by what they changed; see ``corrections_by_place``."""


def corrections_by_place(session: Session) -> Corrections:
    """Return corrections by what they changed.

    That is evaluation and item, an empty text and the note, the contact and its detail, or the model with its
    step and the field.
    """
    found: dict[tuple[str, str], list[Correction]] = {}
    for correction in session.corrections:
        place = (correction.evaluation_id or "", correction.item or correction.note_id or "")
        if correction.field is not None:
            of_model = f"{correction.model}/{correction.step}"
            place = (correction.contact_id or of_model, correction.field)
        found.setdefault(place, []).append(correction)
    return found
