"""The table of places: every screen shown has its row, every row its screen, and both say the same."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from tests.hygiene.source_tree import python_files, short, tree

import coachtui.ui
from coachtui.ui.keys.key_row import Scope
from coachtui.ui.places import PLACES, Place, shown_at
from coachtui.ui.screens.base import CoachScreen

KEYS_OF_ITS_OWN: dict[str, tuple[Scope, ...]] = {"LockScreen": ("lock",)}
"""What is shown by an application of its own, where no key of the whole program works."""

WAYS = {"push_screen", "pop_screen", "switch_screen"}
"""What Textual opens and closes screens with."""

START = """
import json, sys
import coachtui.ui.app
from coachtui.ui.places import PLACES
print(json.dumps([place.module for place in PLACES.values() if f"coachtui.ui.{place.module}" in sys.modules]))
"""


def _built_on(base: type[CoachScreen]) -> Iterator[type[CoachScreen]]:
    for child in base.__subclasses__():
        yield child
        yield from _built_on(child)


@cache
def screens() -> dict[str, type[CoachScreen]]:
    """Every screen of the program by the name of its class."""
    for module in pkgutil.walk_packages(coachtui.ui.__path__, "coachtui.ui."):
        importlib.import_module(module.name)
    found = {cls.__name__: cls for cls in _built_on(CoachScreen) if cls.__module__.startswith("coachtui.")}
    assert len(found) > len(PLACES)
    return found


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the screen's sources, with its file."""
    for path in python_files("src/coachtui/ui"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield short(path), node


def shown() -> set[str]:
    """Return the screens that are shown: those that are made anywhere, and those nothing is built on."""
    made = {node.func.id for _file, node in calls() if isinstance(node.func, ast.Name)}
    return {name for name, cls in screens().items() if name in made or not cls.__subclasses__()}


def unlike(places: dict[str, Place]) -> set[str]:
    """Return where a table of places and the screens are apart."""
    moved = {
        name
        for name, place in places.items()
        if name in screens() and screens()[name].__module__ != f"coachtui.ui.{place.module}"
    }
    return (shown() ^ set(places)) | moved


def test_every_screen_that_is_shown_has_a_row_and_every_row_its_screen() -> None:
    assert unlike(dict(PLACES)) == set()


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ({name: place for name, place in PLACES.items() if name != "SeeScreen"}, "SeeScreen"),
        ({**PLACES, "GoalScreen": Place(module="goal", widgets={})}, "GoalScreen"),
        ({**PLACES, "SeeScreen": Place(module="screens.help", widgets={})}, "SeeScreen"),
    ],
    ids=["a screen without a row", "a row without a screen", "a row with another module"],
)
def test_a_table_that_is_behind_is_seen(places: dict[str, Place], found: str) -> None:
    assert unlike(places) == {found}


@pytest.mark.parametrize("name", PLACES)
def test_a_screen_shows_the_keys_of_its_row(name: str) -> None:
    assert (KEYS_OF_ITS_OWN.get(name) or shown_at(name)) == screens()[name].SCOPES


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.offer is not None])
def test_what_the_palette_offers_takes_nothing_to_begin_with(name: str) -> None:
    inspect.signature(screens()[name]).bind()


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.after_lock is not None])
def test_what_a_lock_comes_back_to_says_where_the_lead_is(name: str) -> None:
    asked = {"agent": ("agent_id",), "session": ("row_and_note",)}[PLACES[name].after_lock or ""]
    assert [part for part in asked if not hasattr(screens()[name], part)] == []


def test_a_place_opened_by_name_is_given_what_its_class_takes() -> None:
    named = [
        (file, node)
        for file, node in calls()
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "open_by_name"
        and isinstance(node.args[0], ast.Constant)
    ]
    assert named
    for _file, node in named:
        name = ast.literal_eval(node.args[0])
        inspect.signature(screens()[name]).bind(*node.args[1:])


def test_only_the_navigator_opens_and_closes_screens() -> None:
    found = {
        file for file, node in calls() if isinstance(node.func, ast.Attribute) and node.func.attr in WAYS
    }
    assert found == {"src/coachtui/ui/navigation.py"}


def test_no_screen_is_loaded_before_it_is_shown() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
