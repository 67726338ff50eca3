"""Colours come from the theme: no style sheet and no CSS in the source holds one of its own."""

from __future__ import annotations

import ast
import re

import pytest
from tests.hygiene.source_tree import ROOT, python_files, short, tree
from textual._color_constants import COLOR_NAME_TO_RGB

from coachtui.services import preferences
from coachtui.ui.theme import NAMES

DECLARATION = re.compile(r"(?P<name>\$?[\w-]+)\s*:\s*(?P<value>[^;{}]+)(?=[;}])")
COLOURED = re.compile(r"color|background|tint|border|outline|hatch|keyline|\$")
NAMELESS = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla)\s*\(")
ALLOWED = {"transparent", "auto"}


def colour_literals(css: str) -> list[str]:
    """Return every declaration in ``css`` that holds a colour literal."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = []
    for match in DECLARATION.finditer(css):
        words = set(re.findall(r"(?<![\w$-])[a-z_]+(?![\w-])", match["value"].lower()))
        named = COLOURED.search(match["name"]) and (words & set(COLOR_NAME_TO_RGB)) - ALLOWED
        if NAMELESS.search(match["value"]) or named:
            found.append(match[0].strip())
    return found


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("A { color: #fff; }", 1),
        ("A#id { color: $text; &:hover { background: rgb(1, 2, 3) } }", 1),
        ("A { border: tall red; }", 1),
        ("$own: #123456;", 1),
        ("A { color: ansi_blue 50%; }", 1),
        ("#top { border: tall $accent; background: transparent; color: auto 87%; }", 0),
        ("/* color: #fff; */ A { text-style: bold; dock: top; }", 0),
    ],
)
def test_a_colour_literal_is_seen(css: str, count: int) -> None:
    assert len(colour_literals(css)) == count


def test_style_sheets_hold_no_colours() -> None:
    sheets = sorted((ROOT / "styles").glob("*.tcss"))
    assert sheets
    assert {short(path): colour_literals(path.read_text(encoding="utf-8")) for path in sheets} == {
        short(path): [] for path in sheets
    }


def test_css_in_the_source_holds_no_colours() -> None:
    found = [
        f"{short(path)}:{node.lineno} {literal}"
        for path in python_files("src/coachtui/ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "{" in node.value
        and ";" in node.value
        for literal in colour_literals(node.value)
    ]
    assert found == []


def test_the_setting_for_colours_takes_the_themes_there_are() -> None:
    assert tuple(NAMES) == preferences.THEMES
