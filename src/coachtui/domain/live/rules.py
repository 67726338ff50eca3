"""The rules a live session is checked against: its forms and the phases of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from coachtui.domain.errors import Refused
from coachtui.domain.form import Form, Item
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The forms in use and the phases of a call.

    Attributes:
        forms: By form id, in the version of the session.
        phases: Ids of the phases of a call, in order.
        phase_names: Names of the phases by id, also where no form in use has them.
    """

    forms: Mapping[str, Form]
    phases: tuple[str, ...] = field(default=())
    phase_names: Mapping[str, Wording] = field(default_factory=dict)

    def item(self, form_id: str, item_id: str) -> Item:
        """Return an item of a form in use.

        Raises:
            Refused: ``no_such_item`` when the form or the item is not in use here.
        """
        form = self.forms.get(form_id)
        item = form.item(item_id) if form is not None else None
        if item is None:
            raise Refused("no_such_item", form=form_id, item=item_id)
        return item
