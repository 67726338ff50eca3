"""No word reaches people untranslated."""

from __future__ import annotations

import ast

import pytest
from tests.hygiene.bare_strings import bare_strings, unreadable_messages
from tests.hygiene.source_tree import python_files, short, tree

from coachtui.ui.theme import TONES


@pytest.mark.parametrize(
    "source",
    [
        'self.notify("Saved")',
        'app.notify(_("Saved"), title="Note")',
        'yield Static("No agents yet")',
        'label.update(f"Score {score}")',
        'print("nothing found" if empty else found)',
        'sys.stderr.write("No such agent: " + name)',
        'parser.add_argument("--agent", help="whom to listen to")',
        'self.border_title = "Notes"',
        'TITLE: str = "Live session"',
        'Text("{n} notes".format(n=3))',
        '", ".join(["one", "two"]); print(" ".join(["one", name]))',
    ],
)
def test_a_bare_string_is_seen(source: str) -> None:
    assert len(bare_strings(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'self.notify(_("Saved"))',
        'yield Static(_("{n} notes").format(n=3), id="count")',
        'label.update(f"{glyph} {_(word)} {score}")',
        'print(ngettext("{n} call", "{n} calls", n).format(n=n))',
        'parser.add_argument("--agent", help=_("whom to listen to"))',
        'print(f"coachtui {version}")',
        'answers.get("value"); self.query_one("#score")',
        'self.border_title = ""',
    ],
)
def test_a_translated_string_is_fine(source: str) -> None:
    assert bare_strings(ast.parse(source)) == []


@pytest.mark.parametrize("source", ['_(f"{n} notes")', '_("Saved " + time)', '_("{n} notes".format(n=3))'])
def test_a_message_that_no_catalogue_can_hold_is_seen(source: str) -> None:
    assert len(unreadable_messages(ast.parse(source))) == 1


def test_screen_and_command_line_speak_through_translation() -> None:
    files = python_files("src/coachtui/ui", "src/coachtui/cli")
    assert len(files) > 20
    found = [
        f"{short(path)}:{line} {text!r}"
        for path in files
        for line, text in bare_strings(tree(path))
        if text not in TONES  # the name of a colour beside the text that has it
    ]
    assert found == []


def _parses_markup(module: ast.Module) -> list[str]:
    """Return what a module uses that reads a text as markup: data drawn by it could act or crash."""
    imported = [
        f"{node.module}.{name.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if node.module in {"textual.widgets", "textual.content", "rich.text", "rich.markup", "textual.markup"}
    ]
    called = [
        node.attr
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"notify", "from_markup", "tooltip"}
    ]
    return [name for name in imported + called if name != "textual.widgets.Input"]


@pytest.mark.parametrize(
    "source",
    [
        "from textual.widgets import Input, Static",
        "from rich.text import Text",
        "self.notify(name)",
        "self.tooltip = name",
    ],
)
def test_what_parses_markup_is_seen(source: str) -> None:
    assert len(_parses_markup(ast.parse(source))) == 1


def test_data_are_drawn_by_nothing_that_parses_markup() -> None:
    """The one stock widget is the line to type in, which takes its text as it is; all else draws segments."""
    found = [f"{short(path)}: {name}" for path in python_files("src") for name in _parses_markup(tree(path))]
    assert found == []


def test_messages_are_literals() -> None:
    found = [
        f"{short(path)}:{line} {text}"
        for path in python_files("src")
        for line, text in unreadable_messages(tree(path))
    ]
    assert found == []
