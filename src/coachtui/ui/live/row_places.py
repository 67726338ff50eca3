"""Which row of each form the cursor is on, and where a phase or an undone answer leads it (R21)."""

from __future__ import annotations

from collections.abc import Mapping

from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Form, Item, Section
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass

_Stretches = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """A row of a form that the cursor is on.

    Attributes:
        row: Number of the row, sections counted too.
        settled: Whether the row has its answer and the lead did not go there: no answer key is meant for it.
    """

    row: int
    settled: bool = False


class RowPlaces:
    """The places on each form of each contact, and those from which a phase led away."""

    def __init__(self) -> None:
        """Begin with no place."""
        self._places: dict[tuple[str, str], RowPlace] = {}
        self._left: dict[tuple[str, str, _Stretches], RowPlace | None] = {}

    def get(self, contact_id: str, form_id: str) -> RowPlace | None:
        """Return the place on a form, or ``None`` where the lead has not been yet."""
        return self._places.get((contact_id, form_id))

    def put(self, contact_id: str, form_id: str, place: RowPlace) -> None:
        """Remember a place, for when its form is shown again."""
        self._places[contact_id, form_id] = place

    def follow_phases(self, before: Session, after: Session, form: Form) -> frozenset[str]:
        """Move to the first open row of each phase that began; back where a phase was undone or redone.

        Args:
            before: The session as it was.
            after: The session as it is.
            form: The form whose sections are the phases.

        Returns:
            Ids of the contacts whose place was changed.
        """
        led = set()
        for contact in after.contacts:
            stretches = _stretches(contact)
            earlier = _stretches(before.contact(contact.id))
            if stretches == earlier:
                continue
            here = contact.id, form.id
            self._left[(*here, earlier)] = self._places.get(here)
            if (*here, stretches) in self._left:
                place = self._left.pop((*here, stretches))
            else:
                phase = stretches[-1][0] if stretches else ""
                place = first_open(form, _answers(after, *here), phase)
            if place is None:
                self._places.pop(here, None)
            else:
                self._places[here] = place
            led.add(contact.id)
        return frozenset(led)

    def follow_answers(
        self, before: Session, after: Session, forms: tuple[Form, ...], *, back: bool
    ) -> frozenset[tuple[str, str]]:
        """Move to the row whose answer was undone; after redo, on to the next as an answer does.

        Args:
            before: The session as it was.
            after: The session as it is, after undo or redo.
            forms: The forms in use.
            back: Whether it was undo.

        Returns:
            Ids of contact and form where the place was changed.
        """
        led = set()
        for contact in after.contacts:
            if before.contact(contact.id) is None:
                continue
            for form in forms:
                here = contact.id, form.id
                old, new = _answers(before, *here), _answers(after, *here)
                changed = [
                    (row, item.id)
                    for row, item in enumerate(rows_of(form))
                    if isinstance(item, Item) and old.get(item.id) != new.get(item.id)
                ]
                if not changed:
                    continue
                row, item_id = changed[0] if back else changed[-1]
                if back or not _judged_anew(old.get(item_id), new.get(item_id)):
                    self._places[here] = RowPlace(row=row)
                else:
                    self._places[here] = place_behind(form, new, row, was_open=item_id not in old)
                led.add(here)
        return frozenset(led)


def place_behind(form: Form, answers: Mapping[str, Answer], row: int, *, was_open: bool) -> RowPlace:
    """Return the place after a row was answered: the next item, or the row itself where nothing follows.

    Args:
        form: The form.
        answers: What is answered now, by item.
        row: The row that was answered.
        was_open: Whether it had no answer before; then the last open row of a form is its end.
    """
    complete = was_open and all(item.id in answers for item in form.items())
    later = (i for i, entry in enumerate(rows_of(form)) if i > row and isinstance(entry, Item))
    following = None if complete else next(later, None)
    return RowPlace(row=row, settled=True) if following is None else RowPlace(row=following)


def rows_of(form: Form) -> list[Section | Item]:
    """Return the rows of a form: every section, then its items."""
    rows: list[Section | Item] = []
    for section in form.sections:
        rows += [section, *section.items]
    return rows


def first_open(form: Form, answers: Mapping[str, Answer], section_id: str = "") -> RowPlace:
    """Return the place of the first item without an answer, else of the first item.

    Args:
        form: The form.
        answers: What is answered, by item.
        section_id: The section to look in; one that the form does not have means all of it.
    """
    section = form.section(section_id)
    within = {item.id for item in (section.items if section is not None else form.items())}
    items = [(i, row.id) for i, row in enumerate(rows_of(form)) if isinstance(row, Item) and row.id in within]
    place = next((i for i, item_id in items if item_id not in answers), None)
    return RowPlace(row=items[0][0], settled=True) if place is None else RowPlace(row=place)


def _stretches(contact: Contact | None) -> _Stretches:
    return tuple((stretch.phase, stretch.at_s) for stretch in contact.phases) if contact is not None else ()


def _answers(session: Session, contact_id: str, form_id: str) -> Mapping[str, Answer]:
    evaluation = session.evaluation(contact_id, form_id)
    return evaluation.answers if evaluation is not None else {}


def _judged_anew(old: Answer | None, new: Answer | None) -> bool:
    """Whether a value or n/a was given, not a star or an answer taken away."""
    return new is not None and (old is None or (old.value, old.na) != (new.value, new.na))
