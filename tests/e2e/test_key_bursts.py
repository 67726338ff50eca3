"""Keys that come in one piece, as over a slow line, do what they do when they come one by one."""

from __future__ import annotations

import time

from tests.e2e.program import Program

from coachtui.ui.typed_ahead import PAUSE_S

FORM = "phone-technique"


def test_every_digit_answers_a_row_of_its_own(program: Program) -> None:
    terminal = program.listen()
    keys = "1121221120-212"  # no row refuses its key
    terminal.press(*keys[:10], "minus", *keys[11:])
    terminal.wait_for("14/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    stored = [answer["value"] for answer in program.answers(FORM).values()]
    assert stored == [1, 1, 2, 1, 2, 2, 1, 1, 2, 0, None, 2, 1, 2]


def test_attack_keys_1_digits_behind_a_refused_one_answer_nothing_until_a_pause(program: Program) -> None:
    terminal = program.listen()
    terminal.send("2121")
    terminal.wait_for("Answers here: 0, 1")
    time.sleep(PAUSE_S * 2)  # the four were read before: no machine is too slow for this pause
    terminal.send("10")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert {item: a["value"] for item, a in program.answers(FORM).items()} == {"pickup": 1, "greeting": 0}


def test_text_goes_into_the_line_that_was_just_opened(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+n", *"1 cup", "enter", "1", "enter", *"and 2", "enter", "0")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert {item: a["value"] for item, a in program.answers(FORM).items()} == {"pickup": 1, "greeting": 0}
    notes = program.session()["notes"]
    assert [(note["text"], note["link"]) for note in notes] == [
        ("1 cup", None),
        ("and 2", {"form": FORM, "item": "greeting"}),
    ]


def test_a_page_pasted_right_behind_the_key_is_in_the_note(program: Program) -> None:
    page = "\n".join(f"line {number} of what the customer wrote" for number in range(60))
    terminal = program.listen()
    terminal.send(f"\x0e\x1b[200~{page}\x1b[201~")
    terminal.wait_for("line 59")
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (note,) = program.session()["notes"]
    assert note["text"].split() == page.split()


def test_keys_reach_the_screen_that_the_one_before_them_opens(program: Program) -> None:
    terminal = program.open()
    terminal.wait_for("Kim Berg")
    terminal.press("ctrl+r", "1", "0", "2", "f8", "2")
    terminal.wait_for("Kept as a draft")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [answer["value"] for answer in program.answers(FORM).values()] == [1, 0, 2]
    assert program.session()["status"] == "draft"


def test_newcomer_2_words_typed_on_the_checklist_are_one_note_and_no_command(program: Program) -> None:
    words = ("fint, helt presis avslutning", "Flott at hun sier navnet!", "客户很满意，谢谢 – åpent")
    terminal = program.listen()
    terminal.press("ctrl+r", "1")
    terminal.wait_for("1/25 ")
    for text in words:
        terminal.send(f"{text}\r")
        terminal.wait_for(text[:12])
    terminal.press("0")
    terminal.wait_for("2/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    session = program.session()
    assert [note["text"] for note in session["notes"]] == list(words)
    (contact,) = session["contacts"]
    assert [phase["phase"] for phase in contact["phases"]] == ["contact"]
    assert (contact["holds"], session["marks"]) == ([], [])


def test_attack_f3_a_digit_that_is_held_down_at_the_terminal_is_told_and_stops(program: Program) -> None:
    """A slow machine may read some repeats together and take them, but not all of them."""
    terminal = program.listen()

    def told() -> bool:
        for _repeat in range(10):
            terminal.send("1")
            time.sleep(1 / 30)
        return "Key held down:" in terminal.text

    terminal.wait_for(told)
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert program.answers(FORM)
