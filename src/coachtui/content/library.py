"""The library of shipped packs, each parsed on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from coachtui.content.build import (
    answer_types_of,
    checks_of,
    form_of,
    headline_of,
    methods_of,
    model_of,
    texts_of,
)
from coachtui.content.checked import checked_tables
from coachtui.content.names import Known, pack_name
from coachtui.domain.errors import ContentError
from coachtui.domain.form import AnswerType, Form
from coachtui.domain.live.offered_content import CORE_FORMS, MODELS
from coachtui.domain.method import FeedbackMethod
from coachtui.domain.model import Model
from coachtui.domain.wording import Wording

PACKS = Path(__file__).parent / "packs"


class Library:
    """The shipped forms, models and catalogues; implements the port ``services.ports.Content``."""

    def __init__(self, folder: Path = PACKS) -> None:
        """Take the folder of the packs; nothing is read yet."""
        self._folder = folder
        self._forms: dict[str, Form] = {}
        self._models: dict[str, Model] = {}
        self._headlines: dict[str, Model] = {}
        self._texts: dict[str, dict[str, Wording]] = {}

    def form(self, form_id: str) -> Form:
        """Return the newest version of a form.

        Raises:
            ContentError: ``no_such_form``, or ``bad_pack`` with file, line and reason.
        """
        if form_id not in self._forms:
            text = self._read("form", form_id)
            pack = self._tables("form", form_id, text, self._form_refs)
            self._forms[form_id] = form_of(pack, self.answer_types, text)
        return self._forms[form_id]

    def model(self, model_id: str) -> Model:
        """Return the newest version of a model.

        Raises:
            ContentError: ``no_such_model``, or ``bad_pack`` with file, line and reason.
        """
        if model_id not in self._models:
            text = self._read("model", model_id)
            pack = self._tables("model", model_id, text, self._model_refs)
            self._models[model_id] = model_of(pack, self._field_labels, text)
        return self._models[model_id]

    def headline(self, model_id: str) -> Model:
        """Return a model without its steps, for a menu; far cheaper than ``model``.

        Raises:
            ContentError: ``no_such_model``.
        """
        if model_id in self._models:
            return self._models[model_id]
        if model_id not in self._headlines:
            text = self._read("model", model_id)
            if checked_tables(self._folder, pack_name("model", model_id), text) is not None:
                return self.model(model_id)
            self._headlines[model_id] = headline_of(text)
        return self._headlines[model_id]

    def ships(self, content_id: str, version: int) -> bool:
        """Return whether that exact version of a form or model is shipped.

        Raises:
            ContentError: ``bad_pack``.
        """
        if content_id in self.form_ids() and self.form(content_id).version == version:
            return True
        return content_id in self.model_ids() and self.model(content_id).version == version

    def read_form(self, text: str) -> Form:
        """Return the form described by a kept copy.

        Raises:
            ContentError: ``bad_pack`` with line and reason.
        """
        pack = _loaded(text, "", "form", self._form_refs, shipped=False)
        return form_of(pack, self.answer_types, text)

    def read_model(self, text: str) -> Model:
        """Return the model described by a kept copy.

        Raises:
            ContentError: ``bad_pack`` with line and reason.
        """
        pack = _loaded(text, "", "model", self._model_refs, shipped=False)
        return model_of(pack, self._field_labels, text)

    def text(self, catalogue: str, text_id: str) -> dict[str, str]:
        """Return one text of a catalogue by language tag, e.g. ``("privacy", "not_evidence")``.

        Raises:
            ContentError: ``no_such_text``, or ``bad_pack`` with file, line and reason.
        """
        if catalogue not in self._texts:
            self._texts[catalogue] = texts_of(self._catalogue(catalogue))
        wording = self._texts[catalogue].get(text_id)
        if wording is None:
            raise ContentError("no_such_text", catalogue=catalogue, id=text_id)
        return dict(wording)

    def phase_names(self) -> dict[str, Wording]:
        """Return the names of a call's phases by id, from the phase form (R21).

        Raises:
            ContentError: The form is damaged.
        """
        return self.form(CORE_FORMS[1]).phase_names()

    def model_ids(self) -> tuple[str, ...]:
        """Return the ids of the models, in the order they are offered."""
        return MODELS

    def form_ids(self) -> tuple[str, ...]:
        """Return the ids of all forms, the two of a live session first."""
        names = {path.name[len("form-") : -len(".toml")] for path in self._folder.glob("form-*.toml")}
        return (*CORE_FORMS, *sorted(names.difference(CORE_FORMS)))

    def smart_checks(self) -> tuple[tuple[str, Wording, Wording], ...]:
        """Return letter, name and question of the five SMART checks, in order (R40)."""
        return checks_of(self._catalogue("smart"))

    def methods(self) -> tuple[FeedbackMethod, ...]:
        """Return the feedback methods in order (R60)."""
        return methods_of(self._catalogue("feedback-methods"))

    @cached_property
    def answer_types(self) -> dict[str, AnswerType]:
        """The answer types by id, with the words for "not applicable" and "unanswered"."""
        return answer_types_of(self._catalogue("answer-types"))

    @cached_property
    def _field_labels(self) -> dict[str, Wording]:
        return texts_of(self._catalogue("fields"))

    @property
    def _form_refs(self) -> Known:
        return {"answer-types": self.answer_types}

    @property
    def _model_refs(self) -> Known:
        return {"fields": self._field_labels}

    def _catalogue(self, catalogue: str) -> dict[str, Any]:
        return self._tables("catalogue", catalogue, self._read("catalogue", catalogue))

    def _tables(self, kind: str, pack_id: str, text: str, known: Known | None = None) -> dict[str, Any]:
        """Return the tables of a shipped pack, from the cache or parsed and validated now."""
        name = pack_name(kind, pack_id)
        return checked_tables(self._folder, name, text) or _loaded(text, name, kind, known, shipped=True)

    def _read(self, kind: str, pack_id: str) -> str:
        """Return the text of a pack.

        Raises:
            ContentError: ``no_such_form``, ``no_such_model`` or ``no_such_catalogue``; ``bad_pack`` when
                it cannot be read.
        """
        name = pack_name(kind, pack_id)
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ContentError(f"no_such_{kind}", id=pack_id) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ContentError("bad_pack", file=name, line=1, reason="unreadable", key="") from error


def _loaded(text: str, name: str, kind: str, known: Known | None, *, shipped: bool) -> dict[str, Any]:
    from coachtui.content.load import load_pack  # noqa: PLC0415  packs checked before need none of it

    return load_pack(text, name, kind, shipped=shipped, known=known)
