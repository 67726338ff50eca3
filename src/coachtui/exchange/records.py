"""Records of the JSON export whose shape differs from their domain value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.exchange.record_writer import Record, build_record
from coachtui.exchange.shapes import (
    EvaluationShape,
    FormShape,
    ItemShape,
    ModelShape,
    RefShape,
    SectionShape,
    SessionShape,
)

if TYPE_CHECKING:
    from coachtui.domain.evaluation import Answer, Evaluation
    from coachtui.domain.form import Form, Section
    from coachtui.domain.model import Model
    from coachtui.domain.score import FormScore
    from coachtui.domain.session import Session

_encode = msgspec.json.Encoder().encode


def session_record(session: Session) -> Record:
    """Return a session as a record; its evaluations are records of their own."""
    return build_record(
        SessionShape,
        session,
        model=session.model.id if session.model is not None else None,
        models=[build_record(RefShape, model) for model in session.models_used],
    )


def evaluation_record(session: Session, evaluation: Evaluation, score: FormScore | None) -> Record:
    """Return an evaluation as a record.

    Args:
        session: The session it belongs to.
        evaluation: The evaluation.
        score: Its score, or ``None`` where the form in its version is lost.
    """
    return build_record(
        EvaluationShape,
        evaluation,
        session_id=session.id,
        answers=_answers(evaluation.answers),
        score=score.value if score is not None else None,
        score_low=score.low if score is not None else None,
        score_high=score.high if score is not None else None,
        sections=dict(score.sections) if score is not None else {},
        critical_breaches=list(score.breaches) if score is not None else [],
    )


def form_record(form: Form) -> Record:
    """Return a form as a record.

    ``pack`` is its source text, so that an import loses nothing.
    """
    sections = [_section(section) for section in form.sections]
    return build_record(FormShape, form, kind="form", sections=sections, pack=form.source)


def model_record(model: Model) -> Record:
    """Return a coaching model with its steps as a record; ``pack`` is its source text."""
    return build_record(ModelShape, model, kind="model", pack=model.source)


def _answers(answers: dict[str, Answer]) -> msgspec.Raw:
    """Return answers by item id as JSON: an ``Answer`` has exactly the keys of its record.

    Most of an export is answers, and this way the encoder walks them without a step of Python each. It writes
    the offset of UTC as ``Z``, which is spelt out here so that every time looks alike; no text that a person
    typed is among answers.
    """
    return msgspec.Raw(_encode(answers).replace(b'Z","call_s":', b'+00:00","call_s":'))


def _section(section: Section) -> Record:
    items = [build_record(ItemShape, item, type=item.answer_type.id) for item in section.items]
    return build_record(SectionShape, section, items=items)
