"""Recognition of forms private to the agent, so that nothing made with them is shown or exported (R84)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.domain.privacy.private_parts import form_ids_of, private_evaluations, without_private
from coachtui.services.content_used import ContentUsed

if TYPE_CHECKING:
    from coachtui.domain.evaluation import Evaluation
    from coachtui.domain.form import FormRef
    from coachtui.domain.session import Session
    from coachtui.services.content_used import KeptContent
    from coachtui.services.ports import Content


class PrivateForms:
    """A test for private forms that looks each form up once.

    A form is private when the copy kept with the sessions or the shipped one says so. A form that neither has
    is treated as public: without it, nothing but numbers can be made of its answers.
    """

    def __init__(self, kept: KeptContent, content: Content) -> None:
        """Take the ports it works with.

        Args:
            kept: The copies kept with the sessions.
            content: The forms shipped.
        """
        self._used = ContentUsed(kept, content)
        self._content = content
        self._shipped: dict[str, bool] = {}
        self._as_used: dict[FormRef, bool] = {}

    def forms_of(self, session: Session) -> frozenset[str]:
        """Return the ids of the private forms that a session refers to."""
        by_copy = {ref.id for ref in session.forms_used if self._is_private_as_used(ref)}
        return frozenset(by_copy | {each for each in form_ids_of(session) if self._is_private(each)})

    def without_private(self, session: Session) -> Session:
        """Return a session without its private parts, as the lead may see and export it."""
        return without_private(session, self.forms_of(session))

    def evaluations_of(self, session: Session) -> tuple[Evaluation, ...]:
        """Return the private evaluations of a session."""
        return private_evaluations(session, self.forms_of(session))

    def _is_private(self, form_id: str) -> bool:
        if form_id not in self._shipped:
            known = form_id in self._content.form_ids()
            self._shipped[form_id] = known and self._content.form(form_id).private_to_agent
        return self._shipped[form_id]

    def _is_private_as_used(self, ref: FormRef) -> bool:
        if ref not in self._as_used:
            try:
                form = self._used.form(ref)
            except CoachError:  # a damaged copy is told where the form itself is needed
                form = None
            self._as_used[ref] = form is not None and form.private_to_agent
        return self._as_used[ref]
