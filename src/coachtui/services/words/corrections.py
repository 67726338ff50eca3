"""Wording of corrections and statements, for the screen and for texts (R86)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef, Item
from coachtui.domain.model import Model
from coachtui.domain.wording import Wording, in_language
from coachtui.i18n import _, language
from coachtui.services.words.records import CHANNELS, DASH, day_and_time


def statement_text(statement: Statement) -> str:
    """Return the text of a statement, with a remark where its writing was cut off."""
    if not statement.unfinished:
        return statement.text
    return _("{text} … (not finished)").format(text=statement.text)


def correction_text(
    correction: Correction,
    evaluations: Iterable[Evaluation],
    forms: Mapping[FormRef, Form | None],
    models: Iterable[Model] = (),
) -> str:
    """Return a correction in words: what was changed, the old and the new value, and why."""
    what, item = _("Note"), None
    for evaluation in evaluations:
        if evaluation.id == correction.evaluation_id:
            form = forms.get(evaluation.form)
            item = form.item(correction.item or "") if form is not None else None
            what = _in(item.label) if item is not None else correction.item or ""
    if correction.field is not None:
        what = detail_label(correction, models)
    old = _stood_of(correction, correction.old, item)
    new = _stood_of(correction, correction.new, item) if correction.new is not None else _("removed")
    text = _("{what}: “{old}” became “{new}”. Why: {why}")
    return text.format(what=what, old=old, new=new, why=correction.why)


def previous_value_text(correction: Correction, item: Item | None) -> str:
    """Return the value that a correction replaced, until when it stood and why it was changed.

    Args:
        correction: The correction.
        item: The item of a corrected answer, where its form is known.
    """
    old = _stood_of(correction, correction.old, item)
    text = _("“{old}” until {time}. Why: {why}")
    return text.format(old=old, time=day_and_time(correction.at), why=correction.why)


def detail_label(correction: Correction, models: Iterable[Model]) -> str:
    """Return the name of a corrected contact detail or model field; its id where the model is lost."""
    if correction.model is None:
        return _("Channel") if correction.field == "channel" else _("Reference")
    for model in models:
        step = model.step(correction.step or "") if model.id == correction.model else None
        for field in step.fields if step is not None else ():
            if field.id == correction.field:
                return _in(field.label)
    return correction.field or ""


def _stood_of(correction: Correction, part: CorrectedValue | None, item: Item | None) -> str:
    if correction.field == "channel" and correction.model is None and part is not None:
        return next((_(word) for channel, word in CHANNELS.items() if channel == part.text), part.text or "")
    if correction.field is not None and part is None:
        return DASH
    return _stood(part, item) or _("no answer")


def _stood(part: CorrectedValue | None, item: Item | None) -> str:
    if part is None:
        return ""
    if part.text is not None:
        return part.text
    if part.value is None:
        return _("not reached") if part.not_reached else _("n/a")
    chosen = item.answer_type.value(part.value) if item is not None else None
    return _in(chosen.label) if chosen is not None else str(part.value)


def _in(wording: Wording) -> str:
    return in_language(wording, language())
