"""Issue 7 §1: every application of ours reads the terminal through the parser that swallows its own words."""

from __future__ import annotations

import ast

from tests.hygiene.source_tree import PACKAGE, python_files, short, tree

from coachtui.ui.lock_app import LockApp
from coachtui.ui.terminal.driver import TerminalDriver

THE_ONE = "src/coachtui/ui/textual_private/app_and_screen.py"


def test_every_application_is_a_shell() -> None:
    stock = {
        short(path)
        for path in python_files("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).split("[")[0] in {"App", "textual.app.App"} for base in node.bases)
    }
    assert stock == {THE_ONE}


def test_a_shell_takes_its_driver_and_no_other() -> None:
    assert LockApp.get_driver_class(LockApp.__new__(LockApp)) is TerminalDriver
    passed = [short(p) for p in python_files("src") if "driver_class=" in p.read_text("utf-8")]
    assert passed == []


def test_the_parser_itself_knows_nothing_of_textual() -> None:
    source = (PACKAGE / "ui" / "terminal" / "input_parser.py").read_text("utf-8")
    assert "import textual" not in source
    assert "from textual" not in source
