"""What belongs to the agent alone is taken out of a session, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

from tests.contract.sessions import PHONE, START, evaluation, identity, session

from coachtui.domain.correction import CorrectedValue, Correction
from coachtui.domain.form import FormRef
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.privacy.private_parts import (
    form_ids_of,
    private_evaluations,
    with_private_of,
    without_private,
)
from coachtui.domain.session import Session

STRESS = FormRef(id="stress", version=1)
PRIVATE = frozenset({"stress"})
ABOUT = Link(form="stress", item="queue")
PLAIN = session(7, status="final")
SHARED_NOTE, PRIVATE_NOTE, CORRECTED_NOTE = identity(703), identity(71), identity(72)


def corrected(number: int, *, note_id: str | None = None, evaluation_id: str | None = None) -> Correction:
    return Correction(
        id=identity(number),
        at=START,
        by="lead",
        why="so it was",
        note_id=note_id,
        evaluation_id=evaluation_id,
        old=CorrectedValue(text=f"old {number}"),
    )


def with_private(plain: Session) -> Session:
    return replace(
        plain,
        forms=(STRESS, *plain.forms),
        place=replace(plain.place, form_id="stress"),
        evaluations=(*plain.evaluations, replace(evaluation(8, STRESS, 2, START), id=identity(80))),
        notes=(*plain.notes, Note(id=PRIVATE_NOTE, at=START, text="mine", link=ABOUT)),
        drafts=(
            *plain.drafts,
            Draft(at=START, text="half of mine", link=ABOUT),
            Draft(at=START, text="mine, changed", note_id=PRIVATE_NOTE),
        ),
        corrections=(
            corrected(91, note_id=SHARED_NOTE),
            corrected(92, note_id=PRIVATE_NOTE),
            corrected(93, note_id=CORRECTED_NOTE),
            corrected(94, evaluation_id=identity(80)),
            corrected(95, evaluation_id=plain.evaluations[0].id),
        ),
    )


def test_everything_private_goes_and_the_rest_stays_as_it_was() -> None:
    shown = without_private(with_private(PLAIN), PRIVATE)
    kept = (corrected(91, note_id=SHARED_NOTE), corrected(95, evaluation_id=identity(701)))
    assert shown == replace(PLAIN, corrections=kept, place=replace(PLAIN.place, form_id=PHONE.id))
    assert shown.revision == PLAIN.revision


def test_a_session_without_anything_private_is_the_same_one() -> None:
    assert without_private(PLAIN, PRIVATE) is PLAIN
    assert without_private(with_private(PLAIN), frozenset()) == with_private(PLAIN)


def test_a_note_alone_is_private_too() -> None:
    noted = replace(PLAIN, notes=(Note(id=PRIVATE_NOTE, at=START, text="mine", link=ABOUT),))
    assert without_private(noted, PRIVATE).notes == ()
    assert "stress" in set(form_ids_of(noted))


def test_a_session_on_a_private_form_alone_is_left_without_any() -> None:
    alone = replace(
        PLAIN,
        forms=(STRESS,),
        place=replace(PLAIN.place, form_id="stress"),
        evaluations=(evaluation(7, STRESS, 2, START),),
        notes=(),
        drafts=(),
    )
    shown = without_private(alone, PRIVATE)
    assert (shown.forms, shown.evaluations, shown.place.form_id) == ((), (), "")
    assert shown.contacts == alone.contacts


def test_private_evaluations_are_told() -> None:
    assert [each.id for each in private_evaluations(with_private(PLAIN), PRIVATE)] == [identity(80)]
    assert private_evaluations(PLAIN, PRIVATE) == ()


def test_what_comes_back_without_it_takes_nothing_private_away() -> None:
    stored = with_private(PLAIN)
    shown = without_private(stored, PRIVATE)
    assert with_private_of(shown, stored, PRIVATE) == stored
    assert with_private_of(replace(shown, revision=0), stored, PRIVATE) == stored


def test_what_comes_back_changed_keeps_the_change_and_what_is_private() -> None:
    stored = with_private(PLAIN)
    changed = replace(without_private(stored, PRIVATE), kind="simulation", notes=())
    merged = with_private_of(changed, stored, PRIVATE)
    assert merged.kind == "simulation"
    assert [note.id for note in merged.notes] == [PRIVATE_NOTE]
    assert [each.id for each in merged.evaluations] == [identity(701), identity(80)]
    assert {ref.id for ref in merged.forms} == {"stress", PHONE.id}
    assert {each.id for each in merged.corrections} == {each.id for each in stored.corrections}


def test_what_comes_back_with_something_private_or_to_nothing_private_is_as_it_came() -> None:
    stored = with_private(PLAIN)
    whole = replace(stored, notes=())
    assert with_private_of(whole, stored, PRIVATE) is whole
    assert with_private_of(PLAIN, PLAIN, PRIVATE) is PLAIN
