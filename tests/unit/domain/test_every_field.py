"""Every field of a session, and of its parts, is dealt with wherever something is taken out of it.

The sessions are made from the types: a field that is added is in them at once, and stays where it must not
until somebody has thought of it.
"""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from tests.unit.domain.filled import filled, marks

from coachtui.domain.contact import Contact
from coachtui.domain.form import FormRef
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.privacy.private_parts import without_private
from coachtui.domain.privacy.pseudonym import pseudonymous_session
from coachtui.domain.session import Cursor, Session

SAYS_NOTHING = {
    "<Correction.field>": "a field of a model",
    "<Correction.item>": "a row of a form",
    "<Correction.model>": "a model",
    "<Correction.step>": "a step of a model",
    "<Evaluation.not_reached>": "rows of a form",
    "<FormRef.id>": "a form",
    "<Link.form>": "a form",
    "<Link.item>": "a row of a form",
    "<Link.model>": "a model",
    "<Link.step>": "a step of a model",
    "<ModelRef.id>": "a model",
    "<PhaseStretch.phase>": "a phase",
    "<Cursor.form_id>": "a form",
    "<Cursor.step>": "a step of a model",
    "<Session.method>": "a method of feedback",
    "<StepRecord.model>": "a model",
    "<StepRecord.step>": "a step of a model",
}
"""Texts that are ids of what is shipped and say nothing about anybody."""

IDS = {
    "<Contact.id>",
    "<Correction.by>",
    "<Correction.contact_id>",
    "<Correction.evaluation_id>",
    "<Correction.id>",
    "<Correction.note_id>",
    "<Draft.contact_id>",
    "<Draft.id>",
    "<Draft.note_id>",
    "<Evaluation.agent_id>",
    "<Evaluation.contact_id>",
    "<Evaluation.id>",
    "<Link.goal>",
    "<Mark.contact_id>",
    "<Mark.id>",
    "<Note.contact_id>",
    "<Note.id>",
    "<Cursor.contact_id>",
    "<Rater.id>",
    "<Session.agent_ids>",
    "<Session.id>",
    "<Session.lead_id>",
    "<Statement.agent_id>",
    "<Statement.id>",
}
"""Random ids, which an agent's own record may have."""

ANNA, BEN, BENS_CONTACT = "anna", "ben", "bens-contact"


def test_the_lists_here_name_fields_that_there_are() -> None:
    assert set(SAYS_NOTHING) | IDS <= marks(filled(Session))


def test_without_names_no_field_keeps_what_was_written_or_an_id() -> None:
    nameless = pseudonymous_session(
        filled(Session), lambda _id: "another id", lambda _text, _references: "none"
    )
    assert marks(nameless) == set(SAYS_NOTHING)


def test_in_an_agents_own_record_every_text_is_rewritten() -> None:
    session = filled(Session)
    (theirs,) = session.agent_ids
    said = tuple(replace(each, agent_id=theirs) for each in session.statements)
    session = replace(session, statements=said)
    own = only_agent(session, theirs, lambda _text: "rewritten")
    assert marks(own) == (set(SAYS_NOTHING) | IDS) - {"<Statement.agent_id>"}


def _of_two() -> Session:
    """Anna's session, in which every part there can be is Ben's or stands in Ben's contact."""
    bens: Session = filled(Session, agent_id=BEN, contact_id=BENS_CONTACT, note_id=None, link=None)
    contact = replace(bens.contacts[0], id=BENS_CONTACT)
    return replace(
        bens,
        agent_ids=(ANNA, BEN),
        contacts=(Contact(id="annas-contact"), contact),
        place=Cursor(contact_id=BENS_CONTACT),
        # What is recorded in a model, and which forms and models were used, belongs to the whole session.
        forms=(),
        models=(),
        steps=(),
    )


OF_THE_SESSION = {"<ModelRef.id>", "<Session.id>", "<Session.lead_id>", "<Session.method>"}


def test_every_part_of_a_session_is_filled_here() -> None:
    session = _of_two()
    empty = {entry.name for entry in fields(session) if getattr(session, entry.name) == ()}
    assert empty == {"forms", "models", "steps"}


def test_of_another_agent_nothing_is_left_in_an_agents_own_record() -> None:
    own = only_agent(_of_two(), ANNA, str)
    assert marks(own) == OF_THE_SESSION
    assert BEN not in repr(own)


def test_of_an_erased_agent_nothing_is_left_in_a_session_with_others() -> None:
    left = without_agent(_of_two(), BEN)
    assert left is not None
    assert marks(left) == OF_THE_SESSION
    assert BEN not in repr(left)


@pytest.mark.parametrize("part", ["evaluations", "notes", "drafts", "corrections", "forms", "place"])
def test_what_belongs_to_the_agent_alone_is_in_no_part(part: str) -> None:
    session: Session = filled(Session)
    evaluation = replace(session.evaluations[0], form=FormRef(id="stress", version=1))
    private = filled(
        Session,
        form="stress",
        form_id="stress",
        note_id=session.notes[0].id,
        evaluation_id=evaluation.id,
        evaluations=(evaluation,),
        forms=(FormRef(id="stress", version=1),),
    )
    public = without_private(private, {"stress"})
    assert not getattr(public, part) or "stress" not in repr(getattr(public, part))
    assert part == "place" or getattr(public, part) == ()
