"""Describes what the note line is writing: a note, a change of one, or a field of a model."""

from __future__ import annotations

from coachtui.domain.form import Form
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Mark, Tag
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.ui.live.view import LiveView
from coachtui.ui.present import clock, labelled, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The note or field that the note line is writing.

    Attributes:
        tag: Tag of the note.
        link: What the note is about.
        note_id: The note being edited, or ``None``.
        field: Field of a model being written, as (model, step, field), or ``None``.
        contact_id: Contact the note belongs to; ``None`` takes the one that runs, else the one shown.
        draft_id: Tells the draft from others about the same, or ``None`` where there is one at most.
        mark: The marked moment that the note is of, or ``None`` for the moment of its first keystroke.
        offered: Text that stood there before anything was typed, and that alone is no note.
    """

    tag: Tag | None = None
    link: Link | None = None
    note_id: str | None = None
    field: tuple[str, str, str] | None = None
    contact_id: str | None = None
    draft_id: str | None = None
    mark: Mark | None = None
    offered: str = ""


def writing_of(draft: Draft) -> Writing:
    """Return what to write to go on with a draft."""
    return Writing(
        tag=draft.tag,
        link=draft.link,
        note_id=draft.note_id,
        contact_id=draft.contact_id,
        draft_id=draft.id,
    )


def kept_of(writing: Writing, session: Session) -> Draft | None:
    """Return the draft that the session keeps of what is being written, or ``None``."""
    if writing.draft_id is None:
        return session.draft(writing.link, writing.note_id)
    return next((draft for draft in session.drafts if draft.id == writing.draft_id), None)


def text_of(writing: Writing, session: Session) -> str:
    """Return the text that the session has of what is being written, else the text offered to begin with."""
    if writing.field is not None:
        model, step, field = writing.field
        record = session.step(model, step)
        return record.fields.get(field, "") if record is not None else ""
    kept = kept_of(writing, session)
    note = session.note(writing.note_id) if writing.note_id is not None else None
    if kept is not None:
        return kept.text
    return note.text if note is not None else f"{writing.offered} " if writing.offered else ""


def lost_its_ground(writing: Writing, session: Session) -> bool:
    """Return whether the note, mark or contact that is written about is gone."""
    return (
        (writing.note_id is not None and session.note(writing.note_id) is None)
        or (writing.mark is not None and writing.mark not in session.marks)
        or (writing.contact_id is not None and session.contact(writing.contact_id) is None)
    )


def in_step(writing: Writing, model: str, step: str) -> bool:
    """Return whether what is written belongs to a step: one of its fields, or the answer to a prompt."""
    link = writing.link
    place = writing.field[:2] if writing.field is not None else (link.model, link.step) if link else None
    return place == (model, step)


def purpose_of(writing: Writing, view: LiveView, models: tuple[Model, ...]) -> tuple[str, str]:
    """Return what sort of text is written, and what it is about; either may be empty.

    Where there are several contacts it names the one that the note belongs to, also beside its row.
    """
    if writing.field is not None:
        return _field_label(models, *writing.field), ""
    contact = view.name_of(writing.contact_id or view.clocked.id)
    item = _label_of_row(writing.link, view.forms)
    if item:
        return "", labelled(contact, item) if contact else item
    if writing.note_id is not None:
        kind = _("Edit")
    elif writing.mark is not None:
        kind = _("Note at {time}").format(time=clock(writing.mark.call_s))
    else:
        kind = _("Question") if writing.link is not None and writing.link.model else _("Note")
    return kind, contact


def _label_of_row(link: Link | None, forms: tuple[Form, ...]) -> str:
    form = next((form for form in forms if link is not None and form.id == link.form), None)
    item = form.item(link.item or "") if form is not None and link is not None else None
    return words(item.label) if item is not None else ""


def _field_label(models: tuple[Model, ...], model_id: str, step_id: str, field_id: str) -> str:
    model = next((model for model in models if model.id == model_id), None)
    step = model.step(step_id) if model is not None else None
    fields = step.fields if step is not None else ()
    return next((words(field.label) for field in fields if field.id == field_id), "")
