"""Whatever is typed or pasted is text: no key of the session, no markup, nothing that steers the terminal."""

from __future__ import annotations

from tests.e2e.program import Program

EVERY_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
AWKWARD = "[b]bold[/b] [/] [@click=app.quit]no[/] $x {name} %s \\n 客户说：「好的」 👍🏽 café ０１－！"


def test_printable_keys_are_text_in_the_note_line(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+n", *EVERY_PRINTABLE, "enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    session = program.session()
    assert [note["text"] for note in session["notes"]] == [EVERY_PRINTABLE]
    assert session["contacts"][0]["started_at"] is None
    assert program.answers("phone-technique") == {}


def test_undo_in_the_line_is_of_letters_first_then_of_what_was_before(program: Program) -> None:
    terminal = program.listen()
    terminal.press("1", "ctrl+n", *"ab", "ctrl+u")
    terminal.wait_for(lambda: "▏ab" not in terminal.text)
    terminal.press("ctrl+z")
    terminal.wait_for("▏ab")
    terminal.press(*["ctrl+z"] * 9)
    terminal.wait_for(lambda: "▏a" not in terminal.text)
    terminal.press("ctrl+y", "ctrl+y", "ctrl+y", "enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [note["text"] for note in program.session()["notes"]] == ["ab"]
    assert [answer["value"] for answer in program.answers("phone-technique").values()] == [1]


def test_awkward_text_is_shown_and_stored_as_it_is(program: Program) -> None:
    program.add_agent(f"Ann {AWKWARD}")
    terminal = program.open("live", "--agent", f"Ann {AWKWARD}", columns=200)
    terminal.wait_for("Checklist")
    terminal.wait_for("[b]bold[/b] [/] [@click=app.quit]no[/]")
    terminal.press("ctrl+n")
    terminal.paste(AWKWARD)
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.wait_for("[@click=app.quit]no[/] $x {name} %s \\n")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert [note["text"] for note in program.session()["notes"]] == [AWKWARD]


def test_control_and_bidi_characters_never_reach_the_terminal(program: Program) -> None:
    terminal = program.listen()
    terminal.press("ctrl+n")
    terminal.paste("ab\x9b31mc\u202ed\u2066e\x00f\x7fg\th")
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    for steering in ("\x9b", "\u202e", "\u2066", "\x00"):
        assert steering not in terminal.output
    (note,) = program.session()["notes"]
    assert not [character for character in note["text"] if not character.isprintable()]
    assert "".join(c for c in note["text"] if c in "abcdefgh")[-4:] == "efgh"


def test_ten_thousand_letters(program: Program) -> None:
    text = "".join(f"{number:04} letters " for number in range(800))[:10_000].strip()
    terminal = program.listen()
    terminal.press("ctrl+n")
    terminal.paste(text + " and this is too much")
    terminal.wait_for("A note holds at most 10000 characters; the rest was left out.")
    terminal.press("enter")
    terminal.wait_for("Note kept.")
    terminal.press("1")
    terminal.wait_for("1/25 ")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    (note,) = program.session()["notes"]
    assert note["text"].startswith(text)
    assert len(note["text"]) <= 10_000
