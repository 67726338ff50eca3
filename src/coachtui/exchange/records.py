"""The shape of the JSON export, version 1: one function per kind of record.

Keys never disappear within a schema version. Times are ISO 8601 with offset, seconds and scores are
numbers with at most one decimal, and what is unknown is ``None``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact
from coachtui.domain.correction import Corrected, Correction, Statement
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.form import Form, FormRef, Section
from coachtui.domain.model import Model
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.score import FormScore
from coachtui.domain.session import ModelRef, Session, StepRecord

Record = dict[str, Any]
"""One record as it is written: JSON values, or JSON already."""

_encode = msgspec.json.Encoder().encode


def agent_record(agent: Agent) -> Record:
    """Return an agent."""
    return {
        "id": agent.id,
        "name": agent.name,
        "alias": agent.alias,
        "team": agent.team,
        "start_date": agent.start_date.isoformat() if agent.start_date is not None else None,
        "language": agent.language,
        "status": agent.status,
        "remember": agent.remember,
        "former_names": list(agent.former_names),
    }


def lead_record(lead: Lead) -> Record:
    """Return the lead."""
    return {"id": lead.id, "name": lead.name}


def session_record(session: Session) -> Record:
    """Return a session with everything captured in it but its evaluations, which are records of their own."""
    return {
        "id": session.id,
        "kind": session.kind,
        "method": session.method,
        "setting": session.setting,
        "agent_ids": list(session.agent_ids),
        "lead_id": session.lead_id,
        "started_at": session.started_at.isoformat(),
        "ended_at": _time(session.ended_at),
        "status": session.status,
        "forms": [_ref(form) for form in session.forms],
        "model": session.model.id if session.model is not None else None,
        "models": [_ref(model) for model in session.models_used],
        "contacts": [_contact(contact) for contact in session.contacts],
        "notes": [_note(note) for note in session.notes],
        "marks": [_mark(mark) for mark in session.marks],
        "steps": [_step(step) for step in session.steps],
        "drafts": [_draft(draft) for draft in session.drafts],
        "corrections": [_correction(correction) for correction in session.corrections],
        "statements": [_statement(statement) for statement in session.statements],
    }


def evaluation_record(session: Session, evaluation: Evaluation, score: FormScore | None) -> Record:
    """Return an evaluation.

    Args:
        session: The session it belongs to.
        evaluation: The evaluation.
        score: Its score, or ``None`` where the form in its version is lost.
    """
    return {
        "id": evaluation.id,
        "session_id": session.id,
        "contact_id": evaluation.contact_id,
        "agent_id": evaluation.agent_id,
        "rater": {"role": evaluation.rater.role, "id": evaluation.rater.id},
        "form": _ref(evaluation.form),
        "status": evaluation.status,
        "answers": _answers(evaluation.answers),
        "not_reached": list(evaluation.not_reached),
        "score": score.value if score is not None else None,
        "score_low": score.low if score is not None else None,
        "score_high": score.high if score is not None else None,
        "sections": dict(score.sections) if score is not None else {},
        "critical_breaches": list(score.breaches) if score is not None else [],
    }


def form_record(form: Form) -> Record:
    """Return a form whole, so that every id in an evaluation has its words.

    ``pack`` is the text it was read from, so that it can be taken in again with all it says.
    """
    return {
        "id": form.id,
        "version": form.version,
        "kind": "form",
        "name": dict(form.name),
        "sections": [_section(section) for section in form.sections],
        "pack": form.source,
    }


def model_record(model: Model) -> Record:
    """Return a coaching model with its steps, and as ``pack`` the text it was read from."""
    return {
        "id": model.id,
        "version": model.version,
        "kind": "model",
        "name": dict(model.name),
        "steps": [{"id": step.id, "name": dict(step.name)} for step in model.steps],
        "pack": model.source,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _ref(ref: FormRef | ModelRef) -> Record:
    return {"id": ref.id, "version": ref.version}


def _contact(contact: Contact) -> Record:
    return {
        "id": contact.id,
        "reference": contact.reference,
        "channel": contact.channel,
        "started_at": _time(contact.started_at),
        "duration_s": contact.duration_s,
        "phases": [{"phase": s.phase, "at_s": s.at_s, "until_s": s.until_s} for s in contact.phases],
        "holds": [{"at_s": hold.at_s, "until_s": hold.until_s} for hold in contact.holds],
        "broken_off": contact.broken_off,
    }


def _note(note: Note) -> Record:
    return {
        "id": note.id,
        "at": note.at.isoformat(),
        "call_s": note.call_s,
        "contact_id": note.contact_id,
        "tag": note.tag,
        "text": note.text,
        "link": _link(note.link),
    }


def _draft(draft: Draft) -> Record:
    """Return a note still being typed; ``note_id`` names the note it edits, if any."""
    return {
        "id": draft.id,
        "note_id": draft.note_id,
        "at": draft.at.isoformat(),
        "call_s": draft.call_s,
        "contact_id": draft.contact_id,
        "tag": draft.tag,
        "text": draft.text,
        "link": _link(draft.link),
    }


def _correction(correction: Correction) -> Record:
    return {
        "id": correction.id,
        "at": correction.at.isoformat(),
        "by": correction.by,
        "why": correction.why,
        "contact_id": correction.contact_id,
        "evaluation_id": correction.evaluation_id,
        "item": correction.item,
        "note_id": correction.note_id,
        "model": correction.model,
        "step": correction.step,
        "field": correction.field,
        "old": _corrected(correction.old),
        "new": _corrected(correction.new),
    }


def _corrected(value: Corrected | None) -> Record | None:
    if value is None:
        return None
    return {"value": value.value, "na": value.na, "not_reached": value.not_reached, "text": value.text}


def _statement(statement: Statement) -> Record:
    return {
        "id": statement.id,
        "at": statement.at.isoformat(),
        "agent_id": statement.agent_id,
        "text": statement.text,
        **({"unfinished": True} if statement.unfinished else {}),
    }


def _link(link: Link | None) -> Record | None:
    if link is None:
        return None
    if link.form is not None:
        return {"form": link.form, "item": link.item}
    if link.model is not None:
        return {"model": link.model, "step": link.step}
    return {"goal": link.goal}


def _mark(mark: Mark) -> Record:
    return {"id": mark.id, "at": mark.at.isoformat(), "call_s": mark.call_s, "contact_id": mark.contact_id}


def _step(step: StepRecord) -> Record:
    return {
        "model": step.model,
        "step": step.step,
        "seconds": step.seconds,
        "fields": dict(step.fields),
        "done": step.done,
    }


def _answers(answers: dict[str, Answer]) -> msgspec.Raw:
    """Return the answers by item id, already as JSON: an ``Answer`` has just the keys of its record.

    Most of an export is answers, and this way the encoder walks them without a step of Python each. It
    writes the offset of UTC as ``Z``, which is spelt out here so that every time looks alike; no text
    that a person typed is among answers.
    """
    return msgspec.Raw(_encode(answers).replace(b'Z","call_s":', b'+00:00","call_s":'))


def _section(section: Section) -> Record:
    return {
        "id": section.id,
        "name": dict(section.name),
        "weight": section.weight,
        "items": [
            {
                "id": item.id,
                "type": item.answer_type.id,
                "weight": item.weight,
                "na": item.na,
                "critical": item.critical,
                "label": dict(item.label),
            }
            for item in section.items
        ],
    }
