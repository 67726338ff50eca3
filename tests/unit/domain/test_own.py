"""Of a session with others an agent gets what is about that agent, and nothing about the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.contract.sessions import ANNA, BEN, PHONE, START, evaluation, identity, session

from coachtui.domain.contact import Contact
from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Rater
from coachtui.domain.form import FormRef
from coachtui.domain.names.redaction import NameRedactor
from coachtui.domain.note import Draft, Link, Note
from coachtui.domain.privacy.erasure import without_agent
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.session import Session

PHASES = FormRef(id="conversation-phases", version=1)


def as_it_is(text: str) -> str:
    return text


def together() -> Session:
    """Anna's contact, Ben's, one of both in which only Ben has the phases, and one of nobody."""
    anna, ben = session(10, status="final", text="of Anna"), session(20, agent_id=BEN, text="of Ben")
    both, nobody = Contact(id=identity(30)), Contact(id=identity(40))
    annas = replace(evaluation(10, PHONE, 3, START, ANNA), rater=Rater(role="colleague", id=BEN))
    of_both = [
        replace(evaluation(50, PHONE, 3, START, ANNA), contact_id=both.id),
        replace(evaluation(51, PHONE, 3, START, BEN), contact_id=both.id),
        replace(evaluation(52, PHASES, 3, START, BEN), contact_id=both.id),
    ]
    phases = Link(form=PHASES.id, item="greeting")
    return replace(
        anna,
        agent_ids=(BEN, ANNA),
        contacts=(*anna.contacts, *ben.contacts, both, nobody),
        place=replace(anna.place, contact_id=ben.contacts[0].id),
        evaluations=(annas, evaluation(20, PHONE, 3, START, BEN), *of_both),
        notes=(
            *anna.notes,
            *ben.notes,
            Note(id=identity(61), at=START, text="about both", contact_id=both.id),
            Note(id=identity(62), at=START, text="Ben's phases", contact_id=both.id, link=phases),
            Note(id=identity(63), at=START, text="Ben's phases again", link=phases),
            Note(id=identity(64), at=START, text="about nobody", contact_id=nobody.id),
            Note(id=identity(65), at=START, text="for all"),
        ),
        drafts=(Draft(at=START, text="Ben", note_id=ben.notes[0].id), Draft(at=START, text="mine")),
        marks=(*anna.marks, *ben.marks),
        corrections=(
            Correction(id=identity(71), at=START, by="lead", why="x", evaluation_id=annas.id, item="item-1"),
            Correction(id=identity(72), at=START, by="lead", why="x", evaluation_id=of_both[1].id, item="i"),
            Correction(id=identity(73), at=START, by="lead", why="x", note_id=anna.notes[0].id),
            Correction(id=identity(74), at=START, by="lead", why="x", note_id=ben.notes[0].id),
            Correction(id=identity(75), at=START, by="lead", why="x", note_id=identity(99)),
        ),
        statements=(
            Statement(id=identity(81), at=START, agent_id=ANNA, text="so I saw it"),
            Statement(id=identity(82), at=START, agent_id=BEN, text="so did I"),
        ),
    )


def test_what_is_about_others_goes_and_what_is_about_nobody_stays() -> None:
    own = only_agent(together(), ANNA, as_it_is)
    assert own.agent_ids == (ANNA,)
    assert {each.agent_id for each in own.evaluations} == {ANNA}
    assert len(own.evaluations) == 2
    assert [note.text for note in own.notes] == ["of Anna", "about both", "about nobody", "for all"]
    assert [contact.id for contact in own.contacts] == [identity(1002), identity(30), identity(40)]
    assert [draft.text for draft in own.drafts] == ["mine"]
    assert [mark.id for mark in own.marks] == [identity(1004)]
    assert [each.id for each in own.corrections] == [identity(71), identity(73)]
    assert [each.text for each in own.statements] == ["so I saw it"]
    assert own.place.contact_id == identity(40)
    assert own.revision == together().revision


def test_attack_notes_about_a_form_that_only_an_erased_agent_had_go_with_the_agent() -> None:
    rest = without_agent(replace(together(), forms=(PHONE, PHASES)), BEN)
    assert rest is not None
    assert [note.text for note in rest.notes] == ["of Anna", "about both", "about nobody", "for all"]
    assert rest.forms == (PHONE,), "that Ben filled one in is nobody's business any more"
    left = without_agent(replace(together(), forms=(PHONE, PHASES)), ANNA)
    assert left is not None
    assert "Ben's phases" in [note.text for note in left.notes]
    assert left.forms == (PHONE, PHASES)


def test_attack_a_note_about_a_private_form_that_both_filled_in_is_handed_to_neither() -> None:
    whole = together()
    annas = replace(evaluation(53, PHASES, 3, START, ANNA), contact_id=identity(30))
    both = replace(whole, evaluations=(*whole.evaluations, annas))
    private = frozenset({PHASES.id})
    for agent_id in (ANNA, BEN):
        texts = [note.text for note in only_agent(both, agent_id, as_it_is, private).notes]
        assert not any("phases" in text for text in texts)
    assert "Ben's phases" in [note.text for note in only_agent(both, ANNA, as_it_is).notes]


def test_no_id_of_another_agent_is_left() -> None:
    assert BEN not in repr(only_agent(together(), ANNA, as_it_is))
    assert only_agent(together(), ANNA, as_it_is).evaluations[0].rater == Rater(role="colleague", id="")


def test_a_session_in_which_only_others_were_evaluated_keeps_an_empty_contact() -> None:
    ben = session(20, agent_id=BEN, status="final")
    own = only_agent(replace(ben, agent_ids=(BEN, ANNA)), ANNA, as_it_is)
    assert own.contacts == (Contact(id=ben.contacts[0].id),)
    assert own.place.contact_id == ben.contacts[0].id
    assert (own.evaluations, own.notes, own.marks) == ((), (), ())


def test_a_session_of_the_agent_alone_stays_whole_and_every_text_is_rewritten() -> None:
    alone = session(10, text="a text")
    assert only_agent(alone, ANNA, as_it_is) == alone
    changed = replace(
        alone,
        corrections=(
            Correction(
                id=identity(71),
                at=START,
                by="lead",
                why="a reason",
                note_id=identity(1003),
                old=CorrectedValue(text="an old text"),
                new=CorrectedValue(text="a new text"),
            ),
        ),
        statements=(Statement(id=identity(81), at=START, agent_id=ANNA, text="a word"),),
    )
    own = only_agent(changed, ANNA, lambda text: f"<{text}>")
    assert own.notes[0].text == "<a text>"
    assert own.drafts[0].text == "<half a sen>"
    assert own.steps[0].fields == {"goal": "<a text>"}
    assert own.contacts[0].reference == "<2026-4711>"
    assert own.corrections[0].why == "<a reason>"
    assert own.corrections[0].old == CorrectedValue(text="<an old text>")
    assert own.corrections[0].new == CorrectedValue(text="<a new text>")
    assert own.statements[0].text == "<a word>"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Better than Bo Ek, says Dagmar.", "Better than […], says […]."),
        ("i dag ringer hun, and Dag did", "i […] ringer hun, and […] did"),
        ("Kim Berg heard it; so did Kim Lund", "Kim […] heard it; so did Kim Lund"),
        ("write to dagmar.holm@firm.example", "write to […]"),
        ("write to info@firm.example or 12345678", "write to info@firm.example or 12345678"),
        ("ask Mo dagny@firm.example now", "ask […] now"),
        ("王小明 says so", "[…] says so"),
        ("Kari thinks so", "Kari thinks so"),
        ("nobody", "nobody"),
    ],
)
def test_names_of_others_are_taken_out_of_texts(text: str, left: str) -> None:
    others = ("Bo Ek", "Dagmar Holm", "Dag", "Kim Berg", "Mo Dagny", "王小明", "", "Kari Moe")
    assert NameRedactor(others, ("Kim Lund", "", "Kari Nordmann")).redact(text) == left


def test_what_may_be_an_everyday_word_stays_if_somebody_said_so() -> None:
    """The day stays; the colleague of that name, written as a name, goes all the same."""
    names = NameRedactor(("Dag",), ("Kim Lund",), doubtful_stay=True)
    assert names.redact("i dag ringer hun, and Dag did") == "i dag ringer hun, and […] did"


def test_attack_what_another_agent_said_is_not_theirs_who_has_the_session_now() -> None:
    said = Statement(id=identity(76), at=START, agent_id=BEN, text="Ben says")
    assert only_agent(replace(session(10), statements=(said,)), ANNA, as_it_is).statements == ()
