"""Consistency checks for an imported session: whether its parts fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coachtui.domain.contact import CHANNELS
from coachtui.domain.errors import BadInput
from coachtui.domain.parts import values
from coachtui.exchange.import_bounds import (
    ID,
    WORD,
    are_content_words,
    are_lines,
    are_texts,
    are_times,
    checked_ids,
)
from coachtui.exchange.import_call import call_fault, ends_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.domain.correction import Correction
    from coachtui.domain.evaluation import Evaluation
    from coachtui.domain.form import FormRef
    from coachtui.domain.note import Draft, Link, Mark, Note
    from coachtui.domain.session import ModelRef, Session

VERSION_LIMIT = 999_999_999
"""Highest version of a form or model."""

FILE_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}", re.ASCII)
"""Id of a form or model, which names a file too."""

_LONGEST_S = 10_000_000
_CONTACT_FIELDS = ("reference", "channel")
_LARGEST_VALUE = 1000


def check_consistency(session: Session) -> None:
    """Check that this program can have written a session.

    Raises:
        BadInput: ``import_sense`` with the reason.
    """
    for reason, good in _judged(session):
        if not good:
            raise BadInput("import_sense", reason=reason)


def _judged(session: Session) -> Iterator[tuple[str, bool]]:
    """Yield for each thing that must hold the reason a refusal would give, and whether it holds."""
    contacts = {contact.id for contact in session.contacts}
    yield "id", _are_ids((session.id, *contacts, *session.agent_ids))
    yield "id_twice", _differ(session.agent_ids) and len(contacts) == len(session.contacts)
    yield "agent", bool(session.agent_ids)
    yield "word", all((session.method, *_filled_words_of(session)))
    yield "word", _are_refs((*session.forms, *session.models, *(e.form for e in session.evaluations)))
    yield "lead", not session.lead_id or bool(WORD.fullmatch(session.lead_id))
    yield "time", are_times(session)
    yield "seconds", all(map(_is_seconds, values(session, float)))
    yield from _times_fit(session)
    yield "text", are_texts(session)
    yield "reference", are_lines(session)
    yield "link", all(map(_is_link, _links_of(session)))
    yield "contact", {part.contact_id for part in _placed(session)} <= {None, *contacts}
    yield "id", _are_ids(_ids_of(session))
    yield "id_twice", _differ(_ids_of(session))
    yield "note", {draft.note_id for draft in session.drafts} <= {None, *(n.id for n in session.notes)}
    yield "step", _differ([(step.model, step.step) for step in session.steps])
    yield "evaluation_twice", _differ([(e.contact_id, e.form.id, e.rater) for e in session.evaluations])
    yield "correction", all(map(_is_correction, session.corrections))
    yield "word", are_content_words(session)
    yield "agent", {statement.agent_id for statement in session.statements} <= {*session.agent_ids}
    yield from _judged_evaluations(session, contacts)
    yield from checked_ids(session)


def _judged_evaluations(session: Session, contacts: set[str]) -> Iterator[tuple[str, bool]]:
    """Yield the same for each evaluation: whom and which contact it is about, and its answers."""
    broken = {contact.id for contact in session.contacts if contact.broken_off}
    for evaluation in session.evaluations:
        yield "contact", evaluation.contact_id in contacts
        yield "agent", evaluation.agent_id in session.agent_ids
        yield "answer", _answers_fit(evaluation)
        yield (
            "answer",
            _are_open(evaluation) and (not evaluation.not_reached or evaluation.contact_id in broken),
        )


def _placed(session: Session) -> tuple[Note | Mark | Draft, ...]:
    return (*session.notes, *session.marks, *session.drafts)


def _are_ids(found: Iterable[str]) -> bool:
    return all(ID.fullmatch(one) for one in found)


def _differ(found: Iterable[object]) -> bool:
    every = list(found)
    return len(set(every)) == len(every)


def _are_words(found: Iterable[str]) -> bool:
    return all(WORD.fullmatch(one) for one in found)


def _are_refs(found: Iterable[FormRef | ModelRef]) -> bool:
    return all(FILE_WORD.fullmatch(ref.id) and 1 <= ref.version <= VERSION_LIMIT for ref in found)


def _filled_words_of(session: Session) -> Iterator[str]:
    """Yield the content ids in a session that are never empty."""
    for contact in session.contacts:
        yield from (stretch.phase for stretch in contact.phases)
    for step in session.steps:
        yield from (step.model, step.step, *step.fields)
    for evaluation in session.evaluations:
        yield from (*evaluation.answers, *evaluation.not_reached)


def _links_of(session: Session) -> Iterator[Link | None]:
    yield from (note.link for note in session.notes)
    yield from (draft.link for draft in session.drafts)


def _ids_of(session: Session) -> list[str]:
    notes, marks = [note.id for note in session.notes], [mark.id for mark in session.marks]
    corrections = [correction.id for correction in session.corrections]
    statements = [statement.id for statement in session.statements]
    evaluations = [evaluation.id for evaluation in session.evaluations]
    drafts = [draft.id for draft in session.drafts if draft.id is not None]
    return [*notes, *marks, *drafts, *corrections, *statements, *evaluations]


def _is_link(link: Link | None) -> bool:
    if link is None:
        return True
    named = [name for name in ("form", "item", "model", "step", "goal") if getattr(link, name)]
    return named in (["form", "item"], ["model", "step"], ["goal"])


def _is_seconds(value: float) -> bool:
    return 0 <= value <= _LONGEST_S


def _times_fit(session: Session) -> Iterator[tuple[str, bool]]:
    """Yield whether calls are consistent, and whether everything stamped in one lies within it.

    Notes bear the second at which their line was opened, and answers of the agent alone may be joined to an
    earlier state of a call (``domain.merging``): both may lie beyond its end.
    """
    for contact in session.contacts:
        fault = call_fault(contact)
        yield fault or "call", fault is None
    ends = {contact.id: contact.duration_s for contact in session.contacts}
    yield "mark", not any(ends_before(ends.get(mark.contact_id or ""), mark.call_s) for mark in session.marks)


def _is_correction(correction: Correction) -> bool:
    """Return whether a correction is of exactly one thing: answer, note, detail or field."""
    answer, note = correction.evaluation_id, correction.note_id
    named = [found for found in (answer, note, correction.contact_id) if found is not None]
    parts = [part for part in (correction.old, correction.new) if part is not None]
    field = correction.field
    of_model = (correction.model is not None, correction.step is not None)
    of_contact = field in _CONTACT_FIELDS and correction.contact_id is not None and not any(of_model)
    words = (correction.item, correction.by, correction.model, correction.step, field)
    return (
        (answer is not None) + (note is not None) + (field is not None) == 1
        and (field is None or of_contact or (all(of_model) and correction.contact_id is None))
        and (field is not None or not any(of_model))
        and (correction.item is not None) is (answer is not None)
        and _are_ids(named)
        and _are_words(word for word in words if word)
        and all((part.text is not None) is (answer is None) for part in parts)
        and (field != "channel" or not of_contact or all(part.text in CHANNELS for part in parts))
        and all(part.value is None or 0 <= part.value <= _LARGEST_VALUE for part in parts)
        and all(part.na and part.value is None and answer is not None for part in parts if part.not_reached)
    )


def _answers_fit(evaluation: Evaluation) -> bool:
    """Return whether there are answers, and each is either a value or n/a (R16)."""
    rater = evaluation.rater.id
    return (
        bool(evaluation.answers)
        and (not rater or bool(WORD.fullmatch(rater)))
        and all(
            answer.na is (answer.value is None)
            and (answer.value is None or 0 <= answer.value <= _LARGEST_VALUE)
            for answer in evaluation.answers.values()
        )
    )


def _are_open(evaluation: Evaluation) -> bool:
    """Return whether items that were not reached are n/a, each listed once."""
    answers = evaluation.answers
    return _differ(evaluation.not_reached) and all(
        item_id in answers and answers[item_id].na for item_id in evaluation.not_reached
    )
