"""Notes: drafts kept as they are typed, added, edited, settled (R4, R7, R8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.builders import NOW, RULES, after, moment, refusal, session

from coachtui.domain.live.commands import AddNote, Finish, KeepDraft
from coachtui.domain.live.reduce import reduce
from coachtui.domain.note import Draft, Link, Note

ITEM = Link(form="form", item="warmth")


def draft(text: str, link: Link | None = None, note_id: str | None = None, at_s: float = 0) -> Draft:
    return Draft(
        at=NOW + timedelta(seconds=at_s),
        text=text,
        call_s=12.5,
        contact_id="c1",
        tag="quote",
        link=link,
        note_id=note_id,
    )


def noted(text: str = "Said hello", note_id: str = "n1", at_s: float = 0) -> AddNote:
    return AddNote(note_id=note_id, draft=draft(text, at_s=at_s))


def test_a_note_takes_the_moment_of_its_first_keystroke() -> None:
    """R8: the draft's time counts, not that of the command."""
    state = reduce(
        session(), AddNote(note_id="n1", draft=draft("  Said hello \n", ITEM)), moment(90.0), RULES
    )
    assert state.notes == (
        Note(id="n1", at=NOW, text="Said hello", call_s=12.5, contact_id="c1", tag="quote", link=ITEM),
    )


def test_notes_stay_in_order_of_time() -> None:
    """A note begun first and saved last still comes first."""
    state = after(session(), noted("later", "n2", at_s=30), noted("earlier", "n1", at_s=10))
    assert [note.id for note in state.notes] == ["n1", "n2"]


def test_adding_a_note_ends_its_draft_only() -> None:
    state = after(session(), KeepDraft(draft=draft("a")), KeepDraft(draft=draft("b", ITEM)), noted("a"))
    assert [kept.text for kept in state.drafts] == ["b"]


def test_one_draft_per_link() -> None:
    state = after(
        session(),
        KeepDraft(draft=draft("a")),
        KeepDraft(draft=draft("b", ITEM)),
        KeepDraft(draft=draft("ab")),
    )
    assert {kept.link: kept.text for kept in state.drafts} == {None: "ab", ITEM: "b"}


def test_the_same_draft_changes_nothing() -> None:
    state = after(session(), KeepDraft(draft=draft("a")))
    assert after(state, KeepDraft(draft=draft("a"))) is state


def test_an_empty_draft_is_dropped() -> None:
    state = after(session(), KeepDraft(draft=draft("a")))
    assert after(state, KeepDraft(draft=draft(""))).drafts == ()
    fresh = session()
    assert after(fresh, KeepDraft(draft=draft(""))) is fresh


def test_an_edit_that_is_empty_so_far_is_kept() -> None:
    state = after(session(), noted(), KeepDraft(draft=draft("", note_id="n1")))
    assert state.draft(None, "n1") is not None
    assert state.draft(None) is None
    assert state.notes[0].text == "Said hello"


def test_editing_changes_text_and_tag_and_keeps_the_moment() -> None:
    changed = replace(draft(" Better ", note_id="n1", at_s=60), tag="strength")
    state = after(session(), noted(), noted("other", "n2", at_s=5), AddNote(note_id="unused", draft=changed))
    assert [(note.id, note.text, note.tag, note.at) for note in state.notes] == [
        ("n1", "Better", "strength", NOW),
        ("n2", "other", "quote", NOW + timedelta(seconds=5)),
    ]
    assert state.drafts == ()


def test_editing_to_nothing_takes_the_note_away() -> None:
    state = after(session(), noted(), AddNote(note_id="unused", draft=draft(" ", note_id="n1")))
    assert state.notes == ()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_note_is_refused(text: str) -> None:
    assert refusal(session(), noted(text)).code == "note_empty"


def test_an_edit_of_no_note_is_refused_and_the_draft_stays() -> None:
    state = after(session(), KeepDraft(draft=draft("typed", note_id="gone")))
    assert refusal(state, AddNote(note_id="n", draft=draft("typed", note_id="gone"))).code == "no_such_note"
    assert state.drafts[0].text == "typed"


class TestFinishing:
    """Closing a session loses nothing that was typed."""

    def test_drafts_become_notes(self) -> None:
        state = after(
            session(),
            KeepDraft(draft=draft("second", at_s=20)),
            KeepDraft(draft=draft("first", ITEM, at_s=10)),
            KeepDraft(draft=draft("  ", Link(goal="g"))),
            Finish(note_ids=("n1", "n2", "n3")),
        )
        assert [(note.text, note.link) for note in state.notes] == [("first", ITEM), ("second", None)]
        assert len({note.id for note in state.notes}) == 2
        assert state.drafts == ()

    def test_an_edit_changes_its_note_and_an_empty_one_leaves_it(self) -> None:
        state = after(
            session(),
            noted("one", "n1"),
            noted("two", "n2", at_s=1),
            KeepDraft(draft=draft("better", note_id="n1")),
            KeepDraft(draft=draft("", note_id="n2")),
            Finish(note_ids=("x", "y")),
        )
        assert [note.text for note in state.notes] == ["better", "two"]

    def test_an_edit_of_a_note_that_is_gone_becomes_a_note(self) -> None:
        state = after(session(), KeepDraft(draft=draft("typed", note_id="gone")), Finish(note_ids=("n1",)))
        assert [(note.id, note.text) for note in state.notes] == [("n1", "typed")]

    def test_too_few_ids_are_a_mistake_of_the_caller(self) -> None:
        state = after(session(), KeepDraft(draft=draft("typed")))
        with pytest.raises(ValueError, match="note id"):
            reduce(state, Finish(), moment(), RULES)
