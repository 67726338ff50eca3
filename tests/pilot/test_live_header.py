"""Two contacts in one session, and breaches: whose is whose, everywhere (newcomer_14, newcomer_15)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.live_stage import PHASES, PHONE, Stage, listening
from tests.pilot.sitting_down import shown

from coachtui.i18n import LANGUAGES, use_language

SIZES = ((60, 16), (80, 24), (120, 36), (200, 60))


def header(stage: Stage, line: int) -> str:
    return stage.app.screen.query_one("#header").render_line(line).text


async def two_contacts(stage: Stage) -> None:
    """A first contact of one minute with a breach, and a second that runs, in its second phase."""
    await stage.press("ctrl+r", "space", "space", "space", "0")
    stage.clock.pass_(60)
    await stage.press("ctrl+r", "ctrl+r")
    stage.clock.pass_(10)
    await stage.press("ctrl+f")


@pytest.mark.parametrize("size", SIZES)
async def test_newcomer_14_a_breach_shows_on_every_form_and_at_every_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with listening(tmp_path, size=size) as stage:
        await stage.press("ctrl+r", "space", "space", "space", "0")
        assert "✗ 1" in header(stage, 1)
        await stage.press("plus", *"2222")
        assert stage.stored.place.form_id == PHASES
        assert "✗ 1" in header(stage, 1)
        assert f"{stage.screen.work.view.score.value:.1f}" in header(stage, 1)
        assert "✗ 1 critical breach" in header(stage, 1) or size[0] == 60
        await stage.press("ctrl+r", "ctrl+r")
        assert "✗ 1" in header(stage, 1)  # it is the session's, not the contact's
        await stage.press("ctrl+up")
        assert stage.stored.place.form_id == PHONE
        await stage.press("up", "1")
        assert "✗" not in header(stage, 1)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_14_the_phases_keep_what_fits_beside_a_breach(tmp_path: Path, language: str) -> None:
    use_language(language)
    async with listening(tmp_path, size=(120, 36)) as stage:
        await stage.press("ctrl+r", "space", "space", "space", "0")
        stage.clock.pass_(55)
        for _ in range(3):
            await stage.press("ctrl+f")
            stage.clock.pass_(80)
        await stage.press("1")
        line = header(stage, 1)
        assert all(f"{number} " in line for number in (1, 2, 3, 4)), line
        assert "▸4 " in line
        assert "✗ 1" in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_newcomer_15_the_header_tells_what_runs_from_what_is_shown(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    use_language(language)
    contact = {"zh-Hans": "联络", "en": "Contact", "nl": "Contact"}.get(language, "Kontakt")
    async with listening(tmp_path, size=size) as stage:
        await stage.press("ctrl+r")
        assert contact not in header(stage, 0)
        await stage.press("ctrl+z")
        await two_contacts(stage)
        assert f"{contact} 2 ● " in header(stage, 0)
        await stage.press("ctrl+up")
        assert f"{contact} 2 ● " in header(stage, 0)
        assert "00:10" in header(stage, 0)
        assert size[0] == 60 or f"{contact} 1" in header(stage, 1)
        assert size[0] == 60 or f"{contact} 2" in header(stage, 1)
        assert contact in shown(stage.app).splitlines()[2]  # the head of the checklist says it at every size
        await stage.press("ctrl+r")
        assert f"{contact} 1 ■ " in header(stage, 0)
        assert "01:00" in header(stage, 0)


async def test_newcomer_15_a_note_says_which_contact_it_goes_to(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await two_contacts(stage)
        first, second = stage.stored.contacts
        await stage.press(*"late", "enter", "ctrl+up", "ctrl+n", "o")
        assert "Note · Contact 2" in shown(stage.app).splitlines()[-3]  # the call that runs
        await stage.press("enter", *"typed", "enter", "enter", *"row", "enter")
        await stage.press("ctrl+r", "ctrl+up", "ctrl+l", "w")
        assert "Praise · Contact 1" in shown(stage.app).splitlines()[-3]  # none runs: the one shown
        await stage.press("enter")
        notes = {note.text: (note.contact_id, note.call_s) for note in stage.stored.notes}
        assert notes == {
            "late": (second.id, 10.0),
            "o": (second.id, 10.0),
            "typed": (second.id, 10.0),
            "row": (first.id, None),
            "w": (first.id, None),
        }
        await stage.press("f4", "f4")
        lines = shown(stage.app)
        assert lines.count("Contact 1 · ") == 2
        assert lines.count("Contact 2 · ") == 3


async def test_newcomer_15_what_is_done_to_the_call_that_runs_says_to_which(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await two_contacts(stage)
        await stage.press("ctrl+t")
        assert stage.said == "Moment marked at 00:10."
        await stage.press("ctrl+up", "ctrl+t")
        assert stage.said == "Contact 2: Moment marked at 00:10."
        await stage.press("ctrl+o")
        assert stage.said == "Contact 2: On hold."
        await stage.press("ctrl+f")
        assert stage.said == "Contact 2: Phase: 3 Solution"


def label(stage: Stage) -> str:
    """What stands before the text of the note line."""
    return shown(stage.app).splitlines()[-3].split("▏")[0].strip()


async def test_attack_keys_3_a_note_written_on_into_the_next_contact_says_whose_it_is(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", *"slow")
        assert label(stage) == "Note"
        await stage.press("ctrl+r", "ctrl+r")
        assert len(stage.open_session.session.contacts) == 2
        assert label(stage) == "Note · Contact 1"
        await stage.press(*"er", "enter")
        first, second = stage.stored.contacts
        assert [(note.text, note.contact_id) for note in stage.stored.notes] == [("slower", first.id)]
        await stage.press("n")
        assert label(stage) == "Note · Contact 2"
        await stage.press("enter")
        assert stage.stored.notes[-1].contact_id == second.id


async def test_attack_keys_3_a_line_opened_before_the_next_contact_goes_to_it(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+n", "ctrl+r", "ctrl+r")
        assert label(stage) == "Note · Contact 2"
        await stage.press("n", "enter")
        assert stage.stored.notes[-1].contact_id == stage.stored.contacts[1].id


async def test_attack_keys_3_what_is_left_unfinished_is_named_while_the_next_contact_runs(
    tmp_path: Path,
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", *"slow", "escape", "ctrl+r", "ctrl+r")
        assert stage.line == "slow"
        assert label(stage) == "Note · Contact 1"


async def test_attack_keys_3_a_note_about_a_row_names_its_contact_too(tmp_path: Path) -> None:
    async with listening(tmp_path, size=(160, 36)) as stage:
        await stage.press("ctrl+r", "enter", *"slow", "ctrl+r")
        row = label(stage)
        await stage.press("ctrl+r")
        assert label(stage).startswith("Contact 1: ")
        assert row[:10] in label(stage)
        await stage.press("escape", "1", "up", "enter")  # the row of contact 1 once more, from contact 2
        assert stage.line == "slow"
        assert label(stage).startswith("Contact 1: ")


async def test_attack_keys_3_an_answer_to_a_question_of_the_model_names_its_contact(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+r", "ctrl+r", "f3")
        await stage.press("1")
        await stage.press("enter")
        assert stage.screen.work.writes_note
        assert label(stage) == "? Question · Contact 2"
