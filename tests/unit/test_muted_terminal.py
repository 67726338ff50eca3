"""When the terminal is muted, and what is carried over a lock."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator

import pytest

from coachtui.cli.parser import build_parser
from coachtui.ui.terminal import muted_terminal


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(muted_terminal, "_terminal", muted_terminal._Terminal())
    yield
    muted_terminal.listen_again()


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["live", "--agent", "encrypt"], True),
        (["--data-dir", "roster", "live"], True),
        (["--data-dir=x", "--demo", "--terminal=1", "--page-of=x"], True),
        (["encrypt"], False),
        (["--demo", "roster", "list"], False),
        (["--data", "live", "encrypt"], True),
        (["--lang", "en", "import", "live"], False),
        (["live", "--help"], False),
        (["--version"], False),
        (["--passphrase-fd", "0"], False),
        (["live", "--passphrase-fd=0"], False),
    ],
)
def test_only_what_opens_a_screen_mutes_the_terminal(arguments: list[str], opens: bool) -> None:
    assert muted_terminal._opens_screen(arguments) is opens


def test_every_option_of_the_program_that_takes_a_value_is_known() -> None:
    options = [action for action in build_parser()._actions if action.option_strings and action.nargs != 0]
    told = {name for action in options for name in action.option_strings} - set(muted_terminal._NO_SCREEN)
    assert told - {muted_terminal.OPTION} == set(muted_terminal._VALUED)


def test_the_attributes_come_over_a_lock_as_they_were() -> None:
    master, line = os.openpty()
    before = termios.tcgetattr(line)
    os.close(master)
    os.close(line)
    assert muted_terminal.former(before) is before
    (argument,) = muted_terminal.carried_over()
    assert signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    option, _sep, word = argument.partition("=")
    assert option == muted_terminal.OPTION
    assert muted_terminal._read(word) == before


@pytest.mark.parametrize("word", ["", "nonsense", "1.2.3", "1.2.3.4.5.6.", "1.2.3.4.5.x.00", "1.2.3.4.5.00"])
def test_attributes_that_nobody_wrote_are_none(word: str) -> None:
    assert muted_terminal._read(word) is None
