"""The user's own keys: as printed on the keyboard or as the screen names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.settings.key_names import key_name
from coachtui.settings.keys_file import read_keys
from coachtui.ui.key_clashes import without_clashes
from coachtui.ui.keys.table import rows

KNOWN = frozenset({"app.help", "live.mark", "checklist.na", "pane.agent"})


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("-", "minus"),
        ("+", "plus"),
        ("*", "asterisk"),
        ("!", "exclamation_mark"),
        ("/", "slash"),
        (".", "full_stop"),
        (",", "comma"),
        ("<", "less_than_sign"),
        ("less_than_sign", "less_than_sign"),
        (" ", "space"),
        ("Space", "space"),
        ("F1", "f1"),
        ("PgUp", "pageup"),
        ("PageDown", "pagedown"),
        ("Esc", "escape"),
        ("Ctrl+R", "ctrl+r"),
        ("Ctrl+Right", "ctrl+right"),
        ("Shift+Tab", "shift+tab"),
        ("g 1", "g 1"),
        ("m", "m"),
        ("å", "å"),
    ],
)
def test_a_key_as_it_is_written(written: str, name: str) -> None:
    assert key_name(written) == name


@pytest.mark.parametrize(
    "written",
    ["", "alt+1", "ctrl+1", "ctrl+m", "ctrl+i", "shift+enter", "F25", "nonsense", "ctrl+", "\x1b", "M", "Å"],
)
def test_what_a_plain_terminal_cannot_send_is_no_key(written: str) -> None:
    assert key_name(written) is None


def test_every_default_key_is_a_name_of_its_own() -> None:
    assert [key for row in rows() for key in row.keys if key_name(key) != key] == []


def test_own_keys_are_read_with_and_without_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('"app.help" = "F2"\nlive.mark = ["m", "Ctrl+T"]\nchecklist.na = "-"\n', "utf-8")
    assert read_keys(path, KNOWN) == (
        {"app.help": ("f2",), "live.mark": ("m", "ctrl+t"), "checklist.na": ("minus",)},
        (),
    )


def test_what_is_unknown_is_reported_and_ignored(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('nope = "x"\nlive.mark = ["alt+m", "m", 5]\npane.agent = "?!"\n', "utf-8")
    own, problems = read_keys(path, KNOWN)
    assert own == {"live.mark": ("m",)}
    assert [(p.code, p.facts.get("binding"), p.facts.get("key")) for p in problems] == [
        ("unknown_binding", "nope", None),
        ("unknown_key", "live.mark", "alt+m"),
        ("unknown_key", "live.mark", "5"),
        ("unknown_key", "pane.agent", "?!"),
    ]


def test_no_key_and_a_capital_letter_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('live.mark = []\nchecklist.na = ["H", "v"]\n', "utf-8")
    own, problems = read_keys(path, KNOWN)
    assert own == {"checklist.na": ("v",)}
    assert [(p.code, p.facts["binding"], p.facts.get("key")) for p in problems] == [
        ("no_key", "live.mark", None),
        ("capital_key", "checklist.na", "H"),
    ]


@pytest.mark.parametrize(
    ("own", "kept", "clashes"),
    [
        ({"live.note": ("ctrl+r",)}, {}, [("live.note", "ctrl+r", "live.call")]),
        ({"live.note": ("ctrl+r", "f6")}, {"live.note": ("f6",)}, [("live.note", "ctrl+r", "live.call")]),
        ({"live.note": ("ctrl+r",), "live.call": ("ctrl+n",)}, None, []),
        (
            {"live.note": ("f6",), "live.hold": ("f6",)},
            {"live.note": ("f6",)},
            [("live.hold", "f6", "live.note")],
        ),
        ({"checklist.na": ("f1",)}, {}, [("checklist.na", "f1", "app.help")]),
        ({"team.edit": ("f5",), "live.undo": ("ctrl+z",), "review.draft": ("0",)}, None, []),
    ],
    ids=["another's", "one of two", "swapped", "twice", "the program's", "elsewhere"],
)
def test_a_key_that_would_mean_two_things_is_reported_and_ignored(
    own: dict[str, tuple[str, ...]],
    kept: dict[str, tuple[str, ...]] | None,
    clashes: list[tuple[str, str, str]],
) -> None:
    used, problems = without_clashes(own)
    assert used == (own if kept is None else kept)
    told = [(p.facts["binding"], p.facts["key"], p.facts["other"]) for p in problems]
    assert (told, {p.code for p in problems} <= {"key_clash"}) == (clashes, True)


def test_the_keys_we_ship_do_not_clash() -> None:
    shipped = {row.id: row.keys for row in rows()}
    assert without_clashes(shipped) == (shipped, ())


def test_no_file_and_a_broken_file(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "keys.toml", KNOWN) == ({}, ())
    (tmp_path / "keys.toml").write_text("[", "utf-8")
    own, problems = read_keys(tmp_path / "keys.toml", KNOWN)
    assert (own, [problem.code for problem in problems]) == ({}, ["keys_unreadable"])
