"""Tables of keys: each is pressed in a real terminal and must show what it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.e2e.terminal import Terminal

from coachtui.ui.form_signs import ANSWERS, twin_of
from coachtui.ui.keys.table import by_id
from coachtui.ui.typed_ahead import PAUSE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One key of one binding.

    Attributes:
        binding: Id of the binding.
        key: Textual's name of the key, or a character.
        shows: What is on the screen after it and was not before: a text, or a condition.
        gone: A text that was on the screen before it and is not after.
        before: Keys that make ready for it.
        after: Keys that tidy up behind it.
    """

    binding: str
    key: str
    shows: str | Callable[[Terminal], bool] = ""
    gone: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def press_all(terminal: Terminal, table: Sequence[Press]) -> None:
    """Press every key of a table, as who looks in between; none may show its effect before it is pressed."""
    for entry in table:
        for key in entry.before:
            terminal.press(key)
            terminal.settle()
        what = f"{entry.binding} {entry.key}"
        assert not _seen(terminal, entry), f"{what}: its effect was there before it\n{terminal.text}"
        if twin_of(entry.key) in ANSWERS or entry.key in ("minus", "asterisk") or by_id()[entry.binding].seen:
            pause()
        terminal.press(entry.key)
        try:
            terminal.wait_for(lambda entry=entry: _seen(terminal, entry))  # type: ignore[misc]
        except AssertionError as error:
            raise AssertionError(f"{what}: {error}") from None
        for key in entry.after:
            terminal.press(key)
            terminal.settle()
        if entry.after[-1:] == (
            "escape",
        ):  # an escape is read only when nothing has followed it for a moment
            terminal.wait_for(lambda entry=entry: not _seen(terminal, entry))  # type: ignore[misc]


def pause() -> None:
    """Let so much time pass that the next digit is not taken for one typed ahead of a refusal."""
    time.sleep(PAUSE_S + 0.1)


def pairs(table: Sequence[Press]) -> set[tuple[str, str]]:
    """Return (binding id, key) of every key in a table."""
    return {(entry.binding, entry.key) for entry in table}


def _seen(terminal: Terminal, entry: Press) -> bool:
    if entry.gone:
        return entry.gone not in terminal.text
    return entry.shows in terminal.text if isinstance(entry.shows, str) else entry.shows(terminal)
