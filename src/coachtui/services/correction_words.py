"""Corrections and statements in words, on the screen and in texts to read (R86)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coachtui.domain.correction import Corrected, Correction
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.form import Form, FormRef, Item
from coachtui.domain.wording import Wording, in_language
from coachtui.i18n import _, language
from coachtui.services.record_words import day_and_time


def correction_text(
    correction: Correction, evaluations: Iterable[Evaluation], forms: Mapping[FormRef, Form | None]
) -> str:
    """Return one correction: what, the old and the new value, and why."""
    what, item = _("Note"), None
    for evaluation in evaluations:
        if evaluation.id == correction.evaluation_id:
            form = forms.get(evaluation.form)
            item = form.item(correction.item or "") if form is not None else None
            what = _in(item.label) if item is not None else correction.item or ""
    old = _stood(correction.old, item) or _("no answer")
    new = _stood(correction.new, item) or _("taken out")
    text = _("{what}: “{old}” became “{new}”. Why: {why}")
    return text.format(what=what, old=old, new=new, why=correction.why)


def stood_before(correction: Correction, item: Item | None) -> str:
    """Return what stood before a correction, until when, and why it was changed; to stand beside the new.

    Args:
        correction: The correction.
        item: The item of a corrected answer, where its form is known.
    """
    old = _stood(correction.old, item) or _("no answer")
    text = _("“{old}” until {time}. Why: {why}")
    return text.format(old=old, time=day_and_time(correction.at), why=correction.why)


def _stood(part: Corrected | None, item: Item | None) -> str:
    if part is None:
        return ""
    if part.text is not None:
        return part.text
    if part.value is None:
        return _("n/a")
    chosen = item.answer_type.value(part.value) if item is not None else None
    return _in(chosen.label) if chosen is not None else str(part.value)


def _in(wording: Wording) -> str:
    return in_language(wording, language())
