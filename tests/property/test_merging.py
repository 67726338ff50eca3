"""Whatever file takes the place of a session: it fits, and of who was taken out nothing stays (B7)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.contract.sessions import ANNA, BEN, START, identity

from coachtui.domain.contact import Contact
from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.form import FormRef
from coachtui.domain.merging import merge_imported
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.session import Cursor, Session
from coachtui.exchange.session_consistency import check_consistency
from coachtui.store.records.documents import SESSIONS

CEM = "0190cccc-0000-7000-8000-00000000000c"
PEOPLE = (ANNA, BEN, CEM)
OWN = FormRef(id="self-reflection", version=1)
PHONE = FormRef(id="phone-technique", version=1)
PRIVATE = {OWN.id}
RATED = (
    (PHONE, Rater(role="lead", id=identity(1))),
    (OWN, Rater(role="agent", id="")),
    (PHONE, Rater(role="colleague", id=identity(2))),
)
ANSWERS = {"greeting": Answer(value=1, at=START)}


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A session of some of three agents, on some of four contacts, with some of everything."""
    people = tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)))
    numbers = draw(st.lists(st.integers(10, 13), min_size=1, unique=True))
    contacts = tuple(Contact(id=identity(number)) for number in numbers)
    places = st.sampled_from([None, *(contact.id for contact in contacts)])
    evaluations = tuple(
        Evaluation(
            id=identity(100 + number * 10 + place),
            contact_id=identity(number),
            agent_id=draw(st.sampled_from(people)),
            rater=rater,
            form=form,
            answers=ANSWERS,
        )
        for number in numbers
        for place, (form, rater) in enumerate(RATED)
        if draw(st.booleans())
    )
    links = st.sampled_from([None, Link(form=OWN.id, item="greeting"), Link(form=PHONE.id, item="greeting")])
    notes = tuple(
        Note(
            id=identity(300 + number),
            at=START,
            text=f"note {number}",
            contact_id=draw(places),
            link=draw(links),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    return Session(
        id=identity(5),
        agent_ids=people,
        lead_id=identity(1),
        started_at=START,
        status=draw(st.sampled_from(["draft", "final"])),
        forms=(PHONE, *((OWN,) if any(e.form == OWN for e in evaluations) else ())),
        place=Cursor(contact_id=contacts[0].id, form_id=PHONE.id),
        contacts=contacts,
        evaluations=evaluations,
        notes=notes,
        drafts=tuple(
            Draft(at=START, text="d", contact_id=draw(places), note_id=note.id) for note in notes[:1]
        ),
        corrections=tuple(
            Correction(
                id=identity(400 + place),
                at=START,
                by=identity(1),
                why="heard again",
                evaluation_id=each.id,
                contact_id=each.contact_id,
                item="greeting",
                old=CorrectedValue(value=0),
            )
            for place, each in enumerate(evaluations)
        ),
        statements=tuple(
            Statement(id=identity(500 + PEOPLE.index(agent)), at=START, agent_id=agent, text=f"said {agent}")
            for agent in people
            if draw(st.booleans())
        ),
    )


def ordinary(session: Session) -> Session:
    """Return a session as a file has it: an ordinary export has no drafts of anything kept since."""
    return replace(session, place=Cursor(contact_id=session.contacts[0].id))


@given(sessions(), st.lists(sessions(), min_size=1, max_size=4))
def test_b7_any_sequence_of_files_leaves_a_session_that_can_be_taken_in_again(
    first: Session, files: list[Session]
) -> None:
    check_consistency(first)
    stored = first
    for file in map(ordinary, files):
        gone = set(stored.agent_ids) - set(file.agent_ids)
        final = stored.status == "final"
        stored = merge_imported(file, stored, PRIVATE)
        check_consistency(stored)
        assert stored.agent_ids == file.agent_ids
        assert stored.status == ("final" if final else file.status)
        assert not any(agent_id.encode() in SESSIONS.encode(stored) for agent_id in gone)


@given(sessions(), sessions())
def test_b7_what_belongs_to_an_agent_who_stays_is_not_taken_away(stored: Session, file: Session) -> None:
    private = any(each.form == OWN for each in file.evaluations) or any(
        n.link and n.link.form == OWN.id for n in file.notes
    )
    after = merge_imported(ordinary(file), stored, PRIVATE)
    kept = {each.id for each in after.evaluations}
    for each in stored.evaluations:
        if each.form == OWN and each.agent_id in file.agent_ids and not private:
            assert each.id in kept
    said = {each.id for each in after.statements}
    assert {each.id for each in stored.statements if each.agent_id in file.agent_ids} <= said
