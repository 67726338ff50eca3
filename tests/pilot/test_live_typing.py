"""Letters are words (newcomer_2): what is typed on the live screen begins a note, and is no command."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from tests.pilot.live_stage import PHONE, Stage, listening
from textual.events import Key, Paste
from textual.keys import _character_to_key

from coachtui.domain.live import commands as c
from coachtui.domain.note import Note
from coachtui.ui.form_signs import FORM_SIGNS, twin_of
from coachtui.ui.terminal.key_sequences import KeyParser

WORDS = "fint, helt presis avslutning"
LETTERS = (*string.ascii_letters, *"åäöØÆéßñçžłđ", *"客户说很好", "я", "ع", "の", "🙂", "ａ")
SIGNS = tuple("!?\"'()<>=%&#@;:_[]{}|~^`$\\«»„€§！？“”")


async def type_(stage: Stage, text: str) -> None:
    """Type as a fast hand does: every key is there before the first is carried out."""
    for character in text:
        stage.app.post_message(Key("space" if character == " " else character, character))
    await stage.press()


def only_note(stage: Stage) -> Note:
    (note,) = stage.stored.notes
    return note


async def test_newcomer_2_words_typed_on_the_checklist_are_a_note_and_nothing_else(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        before = stage.stored
        stage.clock.pass_(12)
        began = stage.clock.now()
        await type_(stage, WORDS)
        stage.clock.pass_(5)
        await stage.press("enter")
        note = only_note(stage)
        assert (note.text, note.at, note.call_s) == (WORDS, began, 12.0)
        assert (note.link, note.tag) == (None, None)
        assert stage.stored.contacts == before.contacts
        assert stage.stored.evaluations == before.evaluations
        assert stage.rows.has_focus
        assert stage.row == "greeting"


@pytest.mark.parametrize("pane", ["f2", "f3", "f4", "f5"])
async def test_newcomer_2_any_letter_in_any_pane_begins_a_note(tmp_path: Path, pane: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", pane)
        before = stage.open_session.session
        for character in LETTERS + SIGNS:
            stage.app.post_message(Key(character, character))
            await stage.press()
            assert stage.line == character
            await stage.press("enter")
        session = stage.open_session.session
        assert [note.text for note in session.notes] == list(LETTERS + SIGNS)
        assert (session.contacts, session.marks, session.evaluations) == (before.contacts, (), ())
        assert session.place == before.place


async def test_newcomer_2_full_width_signs_still_fill_in_the_form(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for character in ("１", "０", "　", "－"):
            stage.app.post_message(Key(character, character))
        await stage.press()
        assert stage.values() == {"pickup": 1, "greeting": 0, "identify": None}
        assert stage.line == ""


@pytest.mark.parametrize("sign", sorted(FORM_SIGNS))
async def test_attack_keys_4_every_sign_of_the_form_acts_in_its_full_width_form(
    tmp_path: Path, sign: str
) -> None:
    twins = [wide for wide in map(chr, range(0x2FFF, 0x10000)) if twin_of(wide) == sign]
    assert twins
    places = []
    for folder, character in enumerate([sign, *twins]):
        async with listening(tmp_path / str(folder)) as stage:
            await stage.press("1", "1", "up")
            stage.app.post_message(Key(_character_to_key(character), character))
            await stage.carried_out()
            form = stage.open_session.session.place.form_id
            answers = {item: (a.value, a.na, a.star) for item, a in stage.answers().items()}
            places.append((stage.row, form, answers, stage.said))
            assert stage.line == ""
            assert stage.stored.drafts == ()
            await stage.press("x")
            stage.app.post_message(Key(_character_to_key(character), character))
            await stage.press("enter")
            assert [note.text for note in stage.stored.notes] == [f"x{character}".rstrip()]
    assert places == [places[0]] * (1 + len(twins))


@pytest.mark.parametrize("pane", ["f2", "f3", "f4"])
@pytest.mark.parametrize("sign", ["。", "、", "，", "５", "－"])
async def test_attack_keys_4_elsewhere_they_begin_no_note_either(
    tmp_path: Path, pane: str, sign: str
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(pane)
        await type_(stage, sign)
        assert stage.said == "Digits answer on the checklist: F5."
        assert stage.sessions() == []


@pytest.mark.parametrize("pane", ["f2", "f3", "f4"])
async def test_newcomer_13_signs_of_the_form_say_where_they_answer_in_another_pane(
    tmp_path: Path, pane: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as stage:
        rung: list[str] = []
        monkeypatch.setattr(stage.app, "bell", lambda: rung.append("bell"))
        await stage.press(pane)
        for number, sign in enumerate("-5," if pane == "f3" else " -5,", 1):  # space ticks a step there
            await type_(stage, sign)
            assert stage.said == "Digits answer on the checklist: F5.", sign
            assert len(rung) == number
        assert stage.open_session.session.evaluations == ()
        await stage.press("f5", "1")
        assert stage.values() == {"pickup": 1}


async def test_newcomer_2_signs_of_the_form_begin_no_note_in_another_pane(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f4", "space", "minus", "plus", "5", "full_stop", "comma", "asterisk", "slash")
        assert stage.line == ""
        assert stage.sessions() == []


async def test_newcomer_2_a_letter_is_kept_though_escape_follows_at_once(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("x", "escape")
        (draft,) = stage.stored.drafts
        assert (draft.text, draft.link) == ("x", None)
        assert stage.rows.has_focus


async def test_newcomer_2_a_new_note_is_never_glued_to_one_left_unfinished(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+l", *"praise", "escape", *"other", "enter")
        assert {note.text: note.tag for note in stage.stored.notes} == {"other": None}
        assert {draft.text: draft.tag for draft in stage.stored.drafts} == {"praise": "praise"}


async def test_newcomer_2_a_page_pasted_on_the_checklist_is_a_note(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        stage.app.post_message(Paste("order 12-34\nas the customer\twrote"))
        await stage.pilot.pause()
        await stage.press(*" 5", "enter")
        assert only_note(stage).text == "order 12-34 as the customer wrote 5"
        assert stage.stored.evaluations == ()


async def test_newcomer_2_a_final_session_says_that_it_takes_no_note(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        stage.open_session.desk.conduct(c.MarkRestNotApplicable())
        for item in stage.open_session.forms[0].items():
            target = c.Target(
                contact_id=stage.open_session.session.place.contact_id,
                form_id=PHONE,
                item_id=item.id,
                evaluation_id=stage.open_session.new_id(),
            )
            stage.open_session.desk.conduct(c.AnswerItem(target=target, value=1))
        stage.open_session.desk.conduct(c.Finish(note_ids=()))
        await stage.press("x")
        assert stage.said == "This session is final and can only be read."
        assert stage.line == ""


async def test_newcomer_2_an_own_letter_for_a_key_of_the_live_screen_is_told_and_ignored(
    tmp_path: Path,
) -> None:
    (tmp_path / "keys.toml").write_text('"live.hold" = ["h", "f6"]\n"checklist.na" = "å"\n', encoding="utf-8")
    async with listening(tmp_path) as stage:
        problems = {(problem.code, problem.facts["key"]) for problem in stage.app.keys.problems}
        assert problems == {("letter_key", "h"), ("letter_key", "å")}
        assert stage.app.keys.all_of("live.hold") == ("f6",)
        await stage.press("ctrl+r", "f6", "h")
        assert stage.line == "h"
        assert stage.open_session.session.contacts[-1].on_hold


@pytest.mark.parametrize("sign", ["—", "…", "·", "\ufffd"])
@pytest.mark.parametrize("pane", ["f5", "f4"])
async def test_attack_f7_a_sign_typed_by_accident_begins_no_note_and_swallows_no_digit(
    tmp_path: Path, sign: str, pane: str
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", pane)
        await stage.press(sign, sign, "2")
        assert not stage.screen.work.writes_note
        assert stage.values() == {"pickup": 1}
        assert stage.stored.drafts == ()
        await stage.press("f5", "0")
        assert stage.values() == {"pickup": 1, "greeting": 0}


async def test_attack_f7_what_types_the_asterisk_marks_a_strength(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "up", "×")
        assert stage.answers()["pickup"].star
        await stage.press("down", "down", "down", "down")
        assert not stage.screen.work.writes_note


@pytest.mark.parametrize("sign", ["；", "：", "？", "！"])
async def test_attack_f7_other_full_width_signs_do_what_their_ascii_twins_do(
    tmp_path: Path, sign: str
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(sign)
        assert stage.screen.work.writes_note
        await stage.press("escape", chr(ord(sign) - 0xFEE0))
        assert stage.screen.work.writes_note


@pytest.mark.parametrize("sign", ["—", "…", "·"])
async def test_such_signs_are_text_where_text_is_written(tmp_path: Path, sign: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("a", sign, "1")
        assert stage.line == f"a{sign}1"


@pytest.mark.parametrize("key", ["1", "0", "-", "*"])
async def test_attack_alt_and_a_digit_leaves_the_note_and_answers_nothing(tmp_path: Path, key: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "up", *"half")
        for event in KeyParser().feed(f"\x1b{key}"):
            stage.app.post_message(event)
        await stage.carried_out()
        assert not stage.screen.work.writes_note
        assert {item: (answer.value, answer.star) for item, answer in stage.answers().items()} == {
            "pickup": (1, False)
        }
        assert stage.said == "Typed too fast: that key recorded nothing. Press it again."
        assert stage.stored.drafts[0].text == "half"


async def test_attack_alt_and_a_digit_of_the_kitty_protocol_answers_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", *"half")
        stage.app.post_message(Key("alt+1", "1"))
        await stage.carried_out()
        assert stage.values() == {"pickup": 1}


async def test_alt_and_a_letter_is_that_letter(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("a")
        for event in KeyParser().feed("\x1bx"):
            stage.app.post_message(event)
        await stage.carried_out()
        assert stage.line == "x"
