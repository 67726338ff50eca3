"""What the closing review shows, counted by hand."""

from __future__ import annotations

from tests.unit.builders import NOW, RULES, after, session, target

from coachtui.domain.live.commands import (
    AddMark,
    AddNote,
    AnswerItem,
    EndCall,
    KeepDraft,
    MarkNotApplicable,
    NextContact,
    NextPhase,
    StartCall,
    ToggleHold,
)
from coachtui.domain.note import Draft
from coachtui.services.closing import closing_review

START = StartCall(contact_id="x")


def test_nothing_begun_misses_nothing() -> None:
    closing = closing_review(session(), RULES, None)
    assert closing.missing == ()
    (contact,) = closing.contacts
    assert (contact.number, contact.call_s, contact.phases, contact.results) == (1, None, (), ())


def test_what_is_missing_stands_in_the_order_of_contacts_forms_and_rows() -> None:
    state = after(
        session(),
        AnswerItem(target=target("needs", "second"), value=2),
        AnswerItem(target=target("greeting", "form"), value=1),
        NextContact(contact_id="c2"),
        AnswerItem(target=target("summary", "form", "c2"), value=2),
    )
    closing = closing_review(state, RULES, None)
    rest = [(entry.number, entry.form.id, entry.item.id) for entry in closing.missing]
    assert rest == [
        (1, "form", "warmth"),
        (1, "form", "needs"),
        (1, "form", "identify"),
        (1, "form", "summary"),
        (1, "second", "greeting"),
        (1, "second", "warmth"),
        (1, "second", "identify"),
        (1, "second", "summary"),
        (2, "form", "greeting"),
        (2, "form", "warmth"),
        (2, "form", "needs"),
        (2, "form", "identify"),
    ]
    assert closing.may_be_na == len(rest) - 2


def test_a_call_with_its_phases_holds_marks_and_notes() -> None:
    about = Draft(at=NOW, text="calm", contact_id="c1")
    state = after(
        session(),
        START,
        (40.0, NextPhase()),
        (50.0, ToggleHold()),
        (80.0, ToggleHold()),
        (100.0, NextPhase()),
        (150.0, ToggleHold()),
        (240.0, ToggleHold()),
        (250.0, AddMark(mark_id="m")),
        (251.0, AddNote(note_id="n", draft=about)),
        (300.0, EndCall()),
    )
    (contact,) = closing_review(state, RULES, None).contacts
    assert contact.call_s == 300.0
    assert [(p.phase, p.seconds, round(p.share, 4)) for p in contact.phases] == [
        ("contact", 40.0, 0.1333),
        ("mapping", 60.0, 0.2),
        ("closing", 200.0, 0.6667),
    ]
    assert contact.mapping_short
    assert (contact.holds.count, contact.holds.longest_s, contact.holds.total_s) == (2, 90.0, 120.0)
    assert contact.marks == (250.0,)
    assert [note.text for note in contact.notes] == ["calm"]


def test_a_running_call_counts_up_to_now() -> None:
    (contact,) = closing_review(after(session(), START), RULES, 12.5).contacts
    assert contact.call_s == 12.5
    assert contact.phases[0].seconds == 12.5
    assert not contact.mapping_short


def test_scores_and_breaches() -> None:
    state = after(
        session(),
        AnswerItem(target=target("greeting"), value=1),
        AnswerItem(target=target("warmth"), value=1),
        AnswerItem(target=target("identify"), value=0),
        MarkNotApplicable(target=target("needs")),
    )
    (contact,) = closing_review(state, RULES, None).contacts
    (result,) = contact.results
    # 100 × (4·1 + 5·0.5) ÷ 9; with summary (5) still open: 6.5 ÷ 14 and 11.5 ÷ 14
    assert (result.score.value, result.score.low, result.score.high) == (72.2, 46.4, 82.1)
    assert [item.id for item in result.breaches] == ["identify"]


def test_contacts_without_anything_are_left_out_and_drafts_are_listed() -> None:
    state = after(
        session(),
        AnswerItem(target=target("greeting"), value=1),
        KeepDraft(draft=Draft(at=NOW, text="half", contact_id="c1")),
        NextContact(contact_id="c2"),
    )
    closing = closing_review(state, RULES, None)
    assert [contact.contact.id for contact in closing.contacts] == ["c1"]
    assert [draft.text for draft in closing.drafts] == ["half"]
