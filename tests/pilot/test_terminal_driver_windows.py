"""Issue 7 §1 on Windows: its console types the same sequences; seen here with stand-ins for its modules."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
import textual
from textual import constants

from coachtui.ui.terminal.driver_windows import windows_driver
from coachtui.ui.terminal.key_sequences import KeyParser
from coachtui.ui.textual_private.terminal_writer import PatientWriter

CONSOLE = Path(textual.__file__).parent / "drivers" / "win32.py"


class StandIn:
    """Where Textual's driver for Windows would be."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def start_application_mode(self) -> None:
        self.written.append("kitty on")

    def write(self, data: str) -> None:
        self.written.append(data)

    def flush(self) -> None:
        self.written.append("flush")


@pytest.mark.parametrize("kitty", [True, False])
def test_the_console_reads_with_our_parser(kitty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    console, driver = ModuleType("textual.drivers.win32"), ModuleType("textual.drivers.windows_driver")
    vars(console)["XTermParser"], vars(driver)["WindowsDriver"] = object, StandIn
    for module in (console, driver):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr("textual.drivers.win32", console, raising=False)
    monkeypatch.setattr("textual.drivers.windows_driver", driver, raising=False)
    with_our_parser = windows_driver()
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", not kitty)
    assert vars(console)["XTermParser"] is KeyParser
    assert vars(driver)["WriterThread"] is PatientWriter
    started = with_our_parser.__new__(with_our_parser)
    assert isinstance(started, StandIn)
    started.written = []
    started.start_application_mode()
    assert started.written == (["kitty on"] if kitty else ["kitty on", "\x1b[<u", "flush"])


def test_textual_still_takes_the_parser_from_its_module() -> None:
    assert "parser = XTermParser(debug=constants.DEBUG)" in CONSOLE.read_text("utf-8")


@pytest.mark.parametrize("driver", ["linux_driver.py", "windows_driver.py"])
def test_textual_still_takes_the_thread_that_writes_from_its_module(driver: str) -> None:
    assert "self._writer_thread = WriterThread(self._file)" in CONSOLE.with_name(driver).read_text("utf-8")
