"""Corrections of a final session: the old value is kept, with who changed it, when and why (R86)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from coachtui.domain.correction import (
    REASON_LIMIT,
    STATEMENT_LIMIT,
    CorrectedValue,
    Correction,
    Statement,
)
from coachtui.domain.errors import Refused
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.form import Item
from coachtui.domain.session import Session
from coachtui.domain.text import clean_text
from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionStamp:
    """Who makes a correction, when and why; ``id`` is that of the new correction."""

    id: str
    at: datetime
    by: str
    why: str


def correct_answer(
    session: Session, evaluation_id: str, item: Item, value: int | None, signed: CorrectionStamp
) -> Session:
    """Return a session with the answer to one item corrected.

    Args:
        session: A final session.
        evaluation_id: One of its evaluations.
        item: An item of that evaluation's form.
        value: The new value; ``None`` is not applicable.
        signed: Who, when and why.

    Raises:
        Refused: ``correct_not_final``, ``correct_without_reason``, ``correct_nothing_there``,
            ``correct_same``; ``correct_wrong_value`` where the item does not take the value.
    """
    why = checked_reason(session, signed)
    evaluation = next((e for e in session.evaluations if e.id == evaluation_id), None)
    if evaluation is None:
        raise Refused("correct_nothing_there")
    if not (item.na if value is None else item.answer_type.value(value) is not None):
        raise Refused("correct_wrong_value")
    na = value is None
    old = _value_before(evaluation, item.id)
    new = CorrectedValue(value=value, na=na)
    if old == new:
        raise Refused("correct_same")
    before = evaluation.answers.get(item.id) or Answer(value=None, at=signed.at)
    answer = replace(before, value=value, na=na, star=before.star and not na)
    changed = _with_answer(evaluation, item.id, answer)
    entry = Correction(
        id=signed.id,
        at=signed.at,
        by=signed.by,
        why=why,
        contact_id=evaluation.contact_id,
        evaluation_id=evaluation_id,
        item=item.id,
        old=old,
        new=new,
    )
    evaluations = tuple(changed if e.id == evaluation_id else e for e in session.evaluations)
    return with_correction(replace(session, evaluations=evaluations), entry)


def _value_before(evaluation: Evaluation, item_id: str) -> CorrectedValue | None:
    """Return what an evaluation says of an item, or ``None`` where it is not answered."""
    before = evaluation.answers.get(item_id)
    if before is None:
        return None
    unreached = item_id in evaluation.not_reached
    return CorrectedValue(value=before.value, na=before.na, not_reached=unreached)


def correct_note(session: Session, note_id: str, text: str, signed: CorrectionStamp) -> Session:
    """Return a session with the text of a note corrected; an empty text removes the note.

    Raises:
        Refused: ``correct_not_final``, ``correct_without_reason``, ``correct_nothing_there`` or
            ``correct_same``.
    """
    why = checked_reason(session, signed)
    note = session.note(note_id)
    if note is None:
        raise Refused("correct_nothing_there")
    clean = clean_text(text).strip()
    if clean == note.text:
        raise Refused("correct_same")
    notes = tuple(
        replace(each, text=clean) if each.id == note_id else each
        for each in session.notes
        if clean or each.id != note_id
    )
    entry = Correction(
        id=signed.id,
        at=signed.at,
        by=signed.by,
        why=why,
        contact_id=note.contact_id,
        note_id=note_id,
        old=CorrectedValue(text=note.text),
        new=CorrectedValue(text=clean) if clean else None,
    )
    drafts = tuple(draft for draft in session.drafts if clean or draft.note_id != note_id)
    return with_correction(replace(session, notes=notes, drafts=drafts), entry)


def with_statement(session: Session, statement: Statement) -> Session:
    """Return a session with an agent's statement added.

    A statement with the same id is replaced, as happens while it is being written.

    Raises:
        Refused: ``correct_not_final`` while the session runs, ``statement_empty``, ``statement_too_long``,
            or ``statement_not_theirs`` for an agent who was not in the session.
    """
    if session.status == "live":
        raise Refused("correct_not_final")
    text = clean_text(statement.text).strip()
    if not text:
        raise Refused("statement_empty")
    if len(text) > STATEMENT_LIMIT:
        raise Refused("statement_too_long", limit=STATEMENT_LIMIT, length=len(text))
    if statement.agent_id not in session.agent_ids:
        raise Refused("statement_not_theirs")
    others = tuple(each for each in session.statements if each.id != statement.id)
    statements = (*others, replace(statement, text=text))
    return replace(session, statements=statements, revision=session.revision + 1)


def without_statement(session: Session, statement_id: str) -> Session:
    """Return a session without a statement that was begun and then abandoned."""
    statements = tuple(each for each in session.statements if each.id != statement_id)
    return replace(session, statements=statements, revision=session.revision + 1)


def with_history_of(session: Session, stored: Session) -> Session:
    """Return an imported session with the corrections and statements of the stored one added (R86).

    A session that is final stays final.

    Args:
        session: From a file.
        stored: The one of the same id that it takes the place of.
    """
    corrected = {each.id for each in session.corrections}
    said = {each.id for each in session.statements}
    corrections = (*session.corrections, *(c for c in stored.corrections if c.id not in corrected))
    statements = (*session.statements, *(s for s in stored.statements if s.id not in said))
    return replace(
        session,
        status=stored.status if stored.status == "final" else session.status,
        corrections=tuple(sorted(corrections, key=attrgetter("at"))),
        statements=tuple(sorted(statements, key=attrgetter("at"))),
    )


def checked_reason(session: Session, signed: CorrectionStamp) -> str:
    """Return the reason of a correction, cleaned, once the session may be corrected.

    Raises:
        Refused: ``correct_not_final``, ``correct_without_reason`` or ``name_too_long``.
    """
    if session.status != "final":
        raise Refused("correct_not_final")
    why = clean_text(signed.why).strip()
    if not why:
        raise Refused("correct_without_reason")
    if len(why) > REASON_LIMIT:
        raise Refused("name_too_long", limit=REASON_LIMIT, length=len(why))
    return why


def _with_answer(evaluation: Evaluation, item_id: str, answer: Answer) -> Evaluation:
    return replace(
        evaluation,
        answers={**evaluation.answers, item_id: answer},
        not_reached=tuple(each for each in evaluation.not_reached if each != item_id),
    )


def with_correction(session: Session, correction: Correction) -> Session:
    """Return a session with a correction added to its history, one revision on."""
    corrections = (*session.corrections, correction)
    return replace(session, corrections=corrections, revision=session.revision + 1)
