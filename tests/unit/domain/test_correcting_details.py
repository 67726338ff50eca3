"""Newcomer 24: channel, reference and filled fields of a final session are corrected as answers are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from tests.contract.sessions import ANNA, BEN, identity, session

from coachtui.domain.correcting import CorrectionStamp
from coachtui.domain.correcting_details import correct_channel, correct_field, correct_reference
from coachtui.domain.correction import CorrectedValue
from coachtui.domain.errors import Refused
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.privacy.pseudonym import pseudonymous_session, references_of, texts_of
from coachtui.domain.session import Session

LATER = datetime.fromisoformat("2026-11-20T09:00:00+01:00")
SIGNED = CorrectionStamp(id=identity(900), at=LATER, by=identity(1), why=" Heard it again ")
FINAL = session(1, status="final")
CONTACT = FINAL.contacts[0].id
STEP = FINAL.steps[0]
FIELD = next(iter(STEP.fields))
PLACE = (STEP.model, STEP.step, FIELD)


def all_three() -> Session:
    one = correct_reference(FINAL, CONTACT, " 2026-4712 ", SIGNED)
    two = correct_channel(one, CONTACT, "chat", replace(SIGNED, id=identity(901)))
    return correct_field(two, PLACE, "Fewer interruptions", replace(SIGNED, id=identity(902)))


def test_each_changes_and_is_in_the_history() -> None:
    after = all_three()
    assert (after.contacts[0].reference, after.contacts[0].channel) == ("2026-4712", "chat")
    assert after.steps[0].fields[FIELD] == "Fewer interruptions"
    assert [(c.contact_id, c.model, c.step, c.field, c.old, c.new) for c in after.corrections] == [
        (
            CONTACT,
            None,
            None,
            "reference",
            CorrectedValue(text="2026-4711"),
            CorrectedValue(text="2026-4712"),
        ),
        (CONTACT, None, None, "channel", CorrectedValue(text="phone"), CorrectedValue(text="chat")),
        (None, *PLACE, CorrectedValue(text=STEP.fields[FIELD]), CorrectedValue(text="Fewer interruptions")),
    ]
    assert {c.why for c in after.corrections} == {"Heard it again"}
    assert after.revision == FINAL.revision + 3
    assert replace(after, contacts=(), steps=(), corrections=(), revision=0) == replace(
        FINAL, contacts=(), steps=(), corrections=(), revision=0
    )


def test_without_text_a_reference_or_a_field_is_taken_out() -> None:
    gone = correct_reference(FINAL, CONTACT, " ", SIGNED)
    assert gone.contacts[0].reference == ""
    assert gone.corrections[0].new is None
    back = correct_reference(gone, CONTACT, "7", SIGNED)
    assert (back.corrections[1].old, back.corrections[1].new) == (None, CorrectedValue(text="7"))
    without = correct_field(FINAL, PLACE, "", SIGNED)
    assert FIELD not in without.steps[0].fields
    assert without.corrections[0].new is None


@pytest.mark.parametrize(
    ("correct", "code"),
    [
        (
            lambda: correct_reference(replace(FINAL, status="draft"), CONTACT, "x", SIGNED),
            "correct_not_final",
        ),
        (lambda: correct_channel(FINAL, CONTACT, "chat", replace(SIGNED, why=" ")), "correct_without_reason"),
        (lambda: correct_channel(FINAL, CONTACT, "fax", SIGNED), "correct_wrong_value"),
        (lambda: correct_channel(FINAL, CONTACT, "phone", SIGNED), "correct_same"),
        (lambda: correct_reference(FINAL, CONTACT, "2026-4711", SIGNED), "correct_same"),
        (lambda: correct_reference(FINAL, identity(5), "x", SIGNED), "correct_nothing_there"),
        (lambda: correct_reference(FINAL, CONTACT, "x" * 201, SIGNED), "name_too_long"),
        (lambda: correct_field(FINAL, ("oskar", "o", "x"), "y", SIGNED), "correct_nothing_there"),
        (lambda: correct_field(FINAL, (*PLACE[:2], "no_field"), "y", SIGNED), "correct_nothing_there"),
        (lambda: correct_field(FINAL, PLACE, STEP.fields[FIELD], SIGNED), "correct_same"),
        (lambda: correct_field(replace(FINAL, status="live"), PLACE, "y", SIGNED), "correct_not_final"),
    ],
)
def test_what_cannot_be_is_refused(correct: object, code: str) -> None:
    assert callable(correct)
    with pytest.raises(Refused) as refused:
        correct()
    assert refused.value.code == code


def test_without_names_no_reference_is_left_in_the_history() -> None:
    after = all_three()
    assert set(references_of(after)) == {"2026-4711", "2026-4712"}
    assert "2026-4711" not in set(texts_of(after))
    nameless = pseudonymous_session(after, lambda one: f"#{one[-4:]}", lambda text, _references: text)
    reference = next(c for c in nameless.corrections if c.field == "reference")
    assert (reference.old, reference.new, reference.contact_id) == (None, None, f"#{CONTACT[-4:]}")
    assert "2026-471" not in repr(nameless)


def test_an_agent_gets_and_loses_what_is_of_their_contacts() -> None:
    theirs = session(2, agent_id=BEN, status="final")
    after = all_three()
    both = replace(
        after,
        agent_ids=(ANNA, BEN),
        contacts=(*after.contacts, *theirs.contacts),
        evaluations=(*after.evaluations, *theirs.evaluations),
    )
    assert [c.field for c in only_agent(both, ANNA, str).corrections] == ["reference", "channel", FIELD]
    assert [c.field for c in only_agent(both, BEN, str).corrections] == [FIELD]
    rest = without_agent(both, ANNA)
    assert rest is not None
    assert [c.field for c in rest.corrections] == [FIELD]
