"""Every key of the live screen works at a plain terminal, and leaves in the store what it stands for."""

from __future__ import annotations

from tests.e2e.keys_of_live import CHECKLIST, LIVE, MODEL, NEXT_TAG, NOTE_LINE, NOTES, ON_THIS_ROW
from tests.e2e.pressing import press_all
from tests.e2e.program import Program
from tests.e2e.terminal import Terminal


def wide(program: Program) -> Terminal:
    """Open the live screen with room for every key in the footer."""
    terminal = program.listen(columns=200, rows=50)
    terminal.settle()
    return terminal


def leave(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_keys_of_the_call(program: Program) -> None:
    terminal = wide(program)
    press_all(terminal, LIVE)
    leave(terminal)
    session = program.session()
    first, second = session["contacts"]
    assert [phase["phase"] for phase in first["phases"]] == [
        "contact",
        "mapping",
        "solution",
        "mapping",
        "contact",
    ]
    assert [len(first["holds"]), len(session["marks"]), first["duration_s"] is None] == [1, 1, False]
    assert [second["holds"], second["duration_s"] is None] == [[], False]
    assert session["notes"] == []


def test_tab_goes_from_pane_to_pane(program: Program) -> None:
    terminal = wide(program)
    terminal.press("tab")
    terminal.wait_for(lambda: ON_THIS_ROW not in terminal.text)
    terminal.press("shift+tab")
    terminal.wait_for("Note on this row")
    leave(terminal)


def test_keys_of_the_checklist(program: Program) -> None:
    terminal = wide(program)
    press_all(terminal, CHECKLIST)
    leave(terminal)
    answers = {item: (a["value"], a["na"]) for item, a in program.answers("phone-technique").items()}
    assert answers == {
        "pickup": (None, True),
        "greeting": (1, False),
        "welcome": (0, False),
        "identify": (None, True),
        "warmth": (2, False),
    }


def test_keys_of_the_note_line(program: Program) -> None:
    terminal = wide(program)
    terminal.press("ctrl+n")
    terminal.wait_for(NEXT_TAG)
    press_all(terminal, NOTE_LINE)
    leave(terminal)


def test_keys_of_the_notes(program: Program) -> None:
    terminal = wide(program)
    for text in ("first", "second"):
        terminal.press("ctrl+n", *text, "enter")
        terminal.wait_for("Note kept.")
        terminal.press("ctrl+s")
        terminal.wait_for("Everything is saved")
    terminal.press("f4")
    terminal.wait_for("Enter Edit note")
    press_all(terminal, NOTES)
    terminal.press(*" thought", "enter")
    terminal.wait_for("second thought")
    leave(terminal)
    assert [note["text"] for note in program.session()["notes"]] == ["first", "second thought"]


def test_keys_of_the_model(program: Program) -> None:
    terminal = wide(program)
    terminal.press("f3")
    terminal.wait_for("PgDn Next step")
    press_all(terminal, MODEL)
    terminal.press(*"That it rings less.", "enter")
    terminal.wait_for("Note kept.")
    leave(terminal)
    session = program.session()
    (note,) = session["notes"]
    assert session["model"] == "oskar"
    assert note["text"] == "What do you want to see happen instead? That it rings less."
    assert (note["tag"], note["link"]["model"]) == ("question", "oskar")
