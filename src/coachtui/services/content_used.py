"""Look-up of forms and models in exactly the version a session used, with no fallback to another (R20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from coachtui.domain.errors import CoachError, ContentError, StoreError
from coachtui.domain.form import Form, FormRef
from coachtui.domain.model import Model
from coachtui.domain.session import ModelRef

if TYPE_CHECKING:
    from coachtui.domain.session import Session
    from coachtui.services.ports import Content

_Used = TypeVar("_Used", Form, Model)
_Ref = TypeVar("_Ref", FormRef, ModelRef)


class KeptContent(Protocol):
    """Read access to the copies of forms and models kept in the store."""

    def kept_content(self, content_id: str, version: int) -> str | None:
        """Return the text of a kept form or model, or ``None``."""


class ContentCopies(KeptContent, Protocol):
    """Read and write access to the copies of forms and models kept in the store."""

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model; does nothing when there is one."""


class UsedSource(Protocol):
    """A source of forms and models in exactly the version that was used."""

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None``."""

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None``."""


class ContentUsed:
    """Looks up forms and models: first the copy kept with the sessions, then the shipped version.

    Each is read once; the content of a version never changes. Another version never stands in for the one
    asked for. A damaged copy counts only where that version is not shipped; the shipped one is the same.
    """

    def __init__(self, copies: KeptContent, content: Content) -> None:
        """Take the ports it works with.

        Args:
            copies: The copies kept with the sessions.
            content: What is shipped.
        """
        self._copies = copies
        self._content = content
        self._forms: dict[FormRef, Form] = {}
        self._models: dict[ModelRef, Model] = {}

    def form(self, ref: FormRef) -> Form | None:
        """Return a form in the version asked for, or ``None`` where it is lost.

        Raises:
            CoachError: Its copy is damaged or cannot be read.
        """
        if ref not in self._forms:
            shipped = self._content.form(ref.id) if ref.id in self._content.form_ids() else None
            found = self._exact(ref, shipped, self._content.read_form)
            if found is None:
                return None
            self._forms[ref] = found
        return self._forms[ref]

    def model(self, ref: ModelRef) -> Model | None:
        """Return a model in the version asked for, or ``None`` where it is lost.

        Raises:
            CoachError: Its copy is damaged or cannot be read.
        """
        if ref not in self._models:
            shipped = self._content.model(ref.id) if ref.id in self._content.model_ids() else None
            found = self._exact(ref, shipped, self._content.read_model)
            if found is None:
                return None
            self._models[ref] = found
        return self._models[ref]

    def _exact(
        self, ref: FormRef | ModelRef, shipped: _Used | None, read: Callable[[str], _Used]
    ) -> _Used | None:
        exact = shipped if shipped is not None and shipped.version == ref.version else None
        try:
            kept = self._copies.kept_content(ref.id, ref.version)
            if kept is None or (exact is not None and exact.source == kept):
                return exact
            found = read(kept)
            if (found.id, found.version) != (ref.id, ref.version):
                raise ContentError("other_version", id=ref.id, version=ref.version)
        except CoachError:
            if exact is None:
                raise
            return exact
        return found


class ContentKeeper:
    """Keeps copies of all forms and models that sessions used."""

    def __init__(self, copies: ContentCopies, content: Content) -> None:
        """Take the ports it works with."""
        self._copies = copies
        self._used = ContentUsed(copies, content)
        self._there: set[FormRef | ModelRef] = set()

    def keep(self, session: Session) -> bool:
        """Keep copies of a session's forms and models that are not kept yet.

        Returns:
            Whether all copies are there; a full or read-only disk gives ``False`` and a later try helps.
        """
        try:
            for form in session.forms_used:
                self._keep(form, self._used.form)
            for model in session.models_used:
                self._keep(model, self._used.model)
        except StoreError:
            return False
        return True

    def _keep(self, ref: _Ref, look_up: Callable[[_Ref], Form | Model | None]) -> None:
        if ref in self._there:
            return
        used = None if self._copies.kept_content(ref.id, ref.version) is not None else look_up(ref)
        if used is not None:
            self._copies.keep_content(ref.id, ref.version, used.source)
        self._there.add(ref)
