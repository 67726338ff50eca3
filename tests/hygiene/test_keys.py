"""The key table: keys that any terminal sends, owners that act on them, nothing that hides another key."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from tests.hygiene.source_tree import ROOT
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Input

import coachtui.ui
from coachtui.ui.key_clashes import LIVE_SCOPES, without_clashes
from coachtui.ui.keys.table import SCOPE_NAMES, Scope, by_id, rows
from coachtui.ui.places import PLACES

# The table of docs that people script against: id → default keys, in that order.
PROMISED = {
    "app.help": "f1",
    "app.palette": "ctrl+p",
    "app.quit": "ctrl+q",
    "app.back": "escape",
    "app.lock": "f12",
    "team.open": "enter",
    "team.live": "ctrl+r",
    "team.add": "ctrl+n",
    "team.edit": "f2",
    "pane.agent": "f2",
    "pane.model": "f3",
    "pane.notes": "f4",
    "pane.checklist": "f5",
    "live.call": "ctrl+r",
    "live.contact-back": "ctrl+up",
    "live.contact-next": "ctrl+down",
    "live.hold": "ctrl+o",
    "live.phase-next": "ctrl+f",
    "live.phase-back": "ctrl+b",
    "live.note": "ctrl+n",
    "checklist.note": "enter",
    "notes.edit": "enter",
    "model.use": "enter",
    "note.tag-next": "down",
    "note.tag-back": "up",
    "live.mark": "ctrl+t",
    "live.praise": "ctrl+l",
    "live.critical": "ctrl+g",
    "live.undo": "ctrl+z",
    "live.redo": "ctrl+y",
    "live.save": "ctrl+s",
    "live.privacy": "f9",
    "live.finish": "f8",
    "retention.delete": "enter ctrl+s",
    "retention.mark": "space",
    "retention.mark-all": "asterisk",
    "review.finish": "f8",
    "review.draft": "2",
    "review.next-contact": "3",
    "review.export": "4",
    "review.rest-na": "5",
    "review.undo": "ctrl+z",
    "review.redo": "ctrl+y",
    "review.discard": "9",
    **{f"checklist.value-{digit}": str(digit) for digit in range(10)},
    "checklist.na": "minus",
    "checklist.star": "asterisk",
    "checklist.clear": "backspace",
    "checklist.skip": "space full_stop comma down",
    "checklist.back": "slash up",
    "checklist.next-form": "plus ctrl+right",
    "model.pick-1": "1",
    "model.pick-2": "2",
    "model.pick-3": "3",
    "model.next": "pagedown",
    "model.back": "pageup",
}
WHERE = {
    "app": "all",
    "team": "team",
    "pane": "live",
    "live": "live",
    "review": "review",
    "note": "note line",
}
"""Scope by the first part of an id, where the two differ or the table says «all»."""

# From a focused widget to its screen; the application is above all of them.
PATHS = tuple((widget, screen) for screen, place in PLACES.items() for widget in place.widgets)
MAY_HIDE = {
    # a text being typed has an undo of its own; where nothing is typed yet it is the review's
    ("EditInput", "review.undo"),
    ("EditInput", "review.redo"),
    ("EditInput", "agent.take-back"),
    # enter keeps what is written and ctrl+x cuts from it; in the list they open and erase
    ("EditInput", "agent.open"),
    ("EditInput", "agent.erase"),
    # in a list the arrows move in the list; from the name they lead to it
    ("Languages", "start.down"),
    ("Languages", "start.up"),
    ("Ways", "start.down"),
    ("Ways", "start.up"),
}

NOT_SENT = re.compile(
    r"alt\+|meta\+|super\+|hyper\+"  # held keys that terminals keep, or turn into other letters
    r"|ctrl\+(shift\+)?(\d|comma|h|i|j|m|enter|space|tab|backspace|delete|escape|at|backslash|[a-z_]+_[a-z_]+)$"
    r"|shift\+(enter|space|backspace|escape)$"
    r"|f1[013-9]$|f2[0-9]$"  # kept by terminals and desktops; F12 by few, and locking has no better key
)


def _classes(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in base.__subclasses__():
        yield child
        yield from _classes(child)


@cache
def nodes() -> dict[str, type[DOMNode]]:
    """Every screen, widget and application of the program by name."""
    for module in pkgutil.walk_packages(coachtui.ui.__path__, "coachtui.ui."):
        importlib.import_module(module.name)
    return {cls.__name__: cls for cls in _classes(DOMNode) if cls.__module__.startswith("coachtui.")}


def own_bindings(cls: type) -> list[Binding]:
    return [entry for entry in cls.__dict__.get("BINDINGS", ()) if isinstance(entry, Binding)]


def owners(identity: str) -> list[type[DOMNode]]:
    return [cls for cls in nodes().values() if any(entry.id == identity for entry in own_bindings(cls))]


def bound(name: str) -> dict[str, Binding]:
    """Return key → binding of a class, inherited ones included."""
    merged = nodes()[name]._merge_bindings()
    return {key: entries[0] for key, entries in merged.key_to_bindings.items()}


def sendable() -> set[str]:
    """Return the names of all keys that Textual makes of what a plain terminal sends, and of characters."""
    sequences = {
        keys[0].value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) and len(keys) == 1
    }
    characters = {_character_to_key(chr(code)) for code in range(0x21, 0x7F)}
    return {key for key in sequences | characters if not NOT_SENT.search(key)}


def printable(key: str) -> bool:
    return key == "space" or key in {_character_to_key(chr(code)) for code in range(0x21, 0x7F)}


def test_ids_are_given_once_and_every_place_has_a_name() -> None:
    assert len(by_id()) == len(rows())
    assert {entry.scope for entry in rows()} <= set(SCOPE_NAMES)


def test_the_promised_ids_have_their_keys_in_order() -> None:
    table = {identity: " ".join(entry.keys) for identity, entry in by_id().items()}
    assert {identity: table.get(identity) for identity in PROMISED} == PROMISED


def test_the_promised_ids_work_where_they_are_promised() -> None:
    scopes = {identity: entry.scope for identity, entry in by_id().items() if identity in PROMISED}
    wanted = {
        identity: WHERE.get(identity.partition(".")[0], identity.partition(".")[0]) for identity in scopes
    }
    assert scopes == {**wanted, "live.privacy": "all"}


@pytest.mark.parametrize(
    "key", ["alt+1", "ctrl+1", "ctrl+comma", "ctrl+m", "ctrl+h", "shift+enter", "f11", "é"]
)
def test_keys_that_a_plain_terminal_cannot_send_are_known(key: str) -> None:
    assert key not in sendable()


def test_every_key_is_one_that_a_plain_terminal_sends() -> None:
    unknown = {entry.id: set(entry.keys) - sendable() for entry in rows()}
    assert {identity: keys for identity, keys in unknown.items() if keys} == {}


def test_no_letter_is_the_only_key() -> None:
    alone = [entry.id for entry in rows() if all(len(key) == 1 and key.isalpha() for key in entry.keys)]
    assert alone == []


def test_newcomer_2_no_letter_is_a_key_on_the_live_screen() -> None:
    """Nor is a sign that text may begin with; what a checklist is filled in with is all that prints."""
    on_the_form = {*"0123456789", "minus", "asterisk", "plus", "slash", "full_stop", "comma", "space"}
    found = {
        (entry.id, key)
        for scope in LIVE_SCOPES
        for entry in rows(scope)
        for key in entry.keys
        if printable(key) and (scope not in {"checklist", "model"} or key not in on_the_form)
    }
    assert found == set()


def test_no_printable_key_is_bound_where_text_is_typed() -> None:
    typed_in = [cls for cls in nodes().values() if issubclass(cls, Input)]
    assert typed_in
    own = [(cls.__name__, key) for cls in typed_in for key in bound(cls.__name__) if printable(key)]
    first = [(entry.id, key) for key, entry in bound("CoachApp").items() if entry.priority and printable(key)]
    assert own + first == []


def test_every_row_has_an_owner_that_acts_on_it() -> None:
    lost = []
    for entry in rows():
        _namespace, name, _parameters = parse(entry.action)
        found = owners(entry.id)
        if not found or not all(hasattr(owner, f"action_{name}") for owner in found):
            lost.append((entry.id, [owner.__name__ for owner in found]))
    assert lost == []


def test_every_binding_with_an_id_stands_in_the_table() -> None:
    strangers = [
        (cls.__name__, entry.key)
        for cls in nodes().values()
        for entry in own_bindings(cls)
        if entry.id is not None and entry.id not in by_id()
    ]
    assert strangers == []


def test_every_scope_has_a_name_and_keys() -> None:
    assert set(get_args(Scope)) == set(SCOPE_NAMES) == {row.scope for row in rows()}


def test_every_widget_with_keys_of_the_table_is_on_a_path() -> None:
    on_paths = {name for path in PATHS for name in path} | {"CoachApp", "LockApp"}
    ancestors = {base.__name__ for name in on_paths for base in nodes()[name].__mro__}
    with_keys = {cls.__name__ for cls in nodes().values() if any(entry.id for entry in own_bindings(cls))}
    assert with_keys - ancestors == set()


def scopes_of(name: str) -> set[str]:
    """Return the scopes of all keys of a class."""
    bound_here = [entry for cls in nodes()[name].__mro__ for entry in own_bindings(cls)]
    return {by_id()[entry.id].scope for entry in bound_here if entry.id in by_id()}


def test_f5_the_table_of_places_says_what_screens_and_widgets_have() -> None:
    for screen, place in PLACES.items():
        assert set(place.own) == scopes_of(screen), screen
        for widget, scopes in place.widgets.items():
            assert set(scopes) == scopes_of(widget), (screen, widget)


def test_f5_every_widget_that_can_have_the_keys_is_somewhere() -> None:
    placed = {widget for place in PLACES.values() for widget in place.widgets}
    focusable = {
        name
        for name, cls in nodes().items()
        if getattr(cls, "can_focus", False) and not issubclass(cls, Screen) and not cls.__subclasses__()
    }
    assert focusable - placed == set()


@pytest.mark.parametrize("scope", sorted({entry.scope for entry in rows()} - {"all"}))
def test_f5_no_own_key_may_take_help_away_anywhere(scope: Scope) -> None:
    """A key of the program is a clash in every place; two of ten were forgotten in a list kept by hand."""
    (entry, *_others) = rows(scope)
    kept, problems = without_clashes({entry.id: ("f1",)})
    assert kept == {}
    assert [problem.code for problem in problems] == ["key_clash"]


@pytest.mark.parametrize("path", PATHS, ids=" in ".join)
def test_no_key_hides_another_on_the_way_to_the_program(path: tuple[str, ...]) -> None:
    nearer: dict[str, tuple[str, Binding]] = {}
    hidden = []
    for name in (*path, "CoachApp"):
        for key, entry in bound(name).items():
            before = nearer.setdefault(key, (name, entry))
            if before[0] != name and entry.id is not None and (before[0], entry.id) not in MAY_HIDE:
                hidden.append((key, before[0], before[1].action, entry.id))
    assert hidden == []


@pytest.mark.parametrize("name", sorted({name for path in PATHS for name in path}))
def test_no_key_means_two_things_in_one_place(name: str) -> None:
    merged = nodes()[name]._merge_bindings()
    twice = {
        key: ids
        for key, entries in merged.key_to_bindings.items()
        if len(ids := {entry.id for entry in entries if entry.id is not None}) > 1
    }
    assert twice == {}


def _document_checked(document: Path) -> tuple[int, str]:
    """Return how the tool ends and what it says with a document in the place of the one committed."""
    code = (
        "import runpy, sys, pathlib; sys.argv = ['keys_doc.py', '--check']; "
        "tool = runpy.run_path('tools/keys_doc.py'); "
        f"tool['main'].__globals__['PATH'] = pathlib.Path({str(document)!r}); sys.exit(tool['main']())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_document_is_what_the_table_gives() -> None:
    assert _document_checked(ROOT / "docs" / "keys.md") == (0, "docs/keys.md is up to date\n")


@pytest.mark.parametrize("change", ["a binding is missing", "a sentence is another", "there is none"])
def test_a_document_that_is_behind_is_seen(tmp_path: Path, change: str) -> None:
    lines = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = (number for number, line in enumerate(lines) if "`live.hold`" in line)
    behind = tmp_path / "keys.md"
    if change == "a binding is missing":
        behind.write_text("".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")
    elif change == "a sentence is another":
        lines[number] = lines[number].replace("`live.hold`", "`live.wait`")
        behind.write_text("".join(lines), encoding="utf-8")
    assert _document_checked(behind) == (1, "docs/keys.md is not what the key table gives\n")
