"""Facts of a session that several texts share: phase times, notes and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from coachtui.domain.contact import Contact
from coachtui.domain.correction import Correction
from coachtui.domain.form import Form
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.passage import NoteBlock
from coachtui.domain.phase import PhaseShare, phase_shares
from coachtui.domain.session import Session
from coachtui.domain.wording import Wording
from coachtui.services.words.records import words


def phase_times(
    contact: Contact, forms: Iterable[Form], phase_names: Mapping[str, Wording]
) -> list[tuple[str, PhaseShare]]:
    """Return name, time and share of every phase of a call that took time, in form order.

    Args:
        contact: The call.
        forms: The forms of its session.
        phase_names: Names of phases that none of the forms has; others are shown by id.
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


def note_block(entry: Note | Draft | Mark, forms: Iterable[Form], models: Iterable[Model]) -> NoteBlock:
    """Return the text block of a note, a draft or a marked moment.

    Args:
        entry: Which one.
        forms: Forms that it may be about a row of.
        models: Models that it may be about a step of.
    """
    if isinstance(entry, Mark):
        return NoteBlock(kind="moment", at=entry.at, call_s=entry.call_s)
    return NoteBlock(
        kind="note" if isinstance(entry, Note) else "draft",
        at=entry.at,
        call_s=entry.call_s,
        tag=entry.tag,
        text=entry.text,
        about=note_about(entry.link, forms, models),
    )


def note_about(link: Link | None, forms: Iterable[Form], models: Iterable[Model]) -> str:
    """Return the subject of a note in the words of its form or model; by ids where those are lost."""
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
    """Return corrections grouped by what they changed.

    The keys are evaluation and item; an empty text and the note; contact and detail; or model with step and
    field.
    """
    found: dict[tuple[str, str], list[Correction]] = {}
    for correction in session.corrections:
        place = (correction.evaluation_id or "", correction.item or correction.note_id or "")
        if correction.field is not None:
            of_model = f"{correction.model}/{correction.step}"
            place = (correction.contact_id or of_model, correction.field)
        found.setdefault(place, []).append(correction)
    return found
