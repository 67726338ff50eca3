"""Keeps the terminal from echoing what is typed while no screen of the program reads it.

A terminal echoes by itself. While the program begins, locks itself or goes from one screen to the next, a
passphrase that is typed would stand above the prompt afterwards. So the terminal is muted as soon as the
program runs and stays so from screen to screen; what it was like before is put back at the end. Nothing
here loads more than the interpreter has at hand. Windows has no such terminal, and nothing is done there.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any

OPTION = "--terminal"
"""Carries what the terminal was like before to the program that begins again locked."""

_VALUED = ("--data-dir", "--config-dir", "--lang", "--page-of")
_NO_SCREEN = ("-h", "--help", "--version", "--passphrase-fd")
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
_FROM_OUTSIDE = ("SIGTERM", "SIGHUP")
_READ_MOST = 4096


class _Terminal:
    """What is known of the terminal of this process.

    Attributes:
        former: Its attributes before the program; ``None`` until they are known.
        muted: Whether it is as ``mute`` leaves it.
        locking: Whether the program has locked itself and no screen has read since.
    """

    former: list[Any] | None = None
    muted = False
    locking = False


_terminal = _Terminal()


def mute_for(arguments: Sequence[str]) -> None:
    """Mute the terminal where the command about to run opens a screen on it.

    Args:
        arguments: The program's arguments, not yet parsed.
    """
    word = next((each.partition("=")[2] for each in arguments if each.startswith(f"{OPTION}=")), None)
    if word is not None:
        _terminal.former, _terminal.locking = _read(word), True
    if _opens_screen(arguments) and _is_terminal(0) and _is_terminal(2):
        mute(signals=word is None)
    if word is not None:
        listen_again()


def mute(*, signals: bool = False) -> None:
    """Stop the echo until a screen reads the terminal or ``put_back`` is called.

    Args:
        signals: Whether ctrl+c and its like still reach the program as signals.
    """
    if sys.platform == "win32":
        return
    import termios

    try:
        if not _ours():
            return
        if _terminal.former is None:
            _terminal.former = termios.tcgetattr(0)
        _arm()
        _terminal.muted = True
        termios.tcsetattr(0, termios.TCSANOW, _quiet(_terminal.former, signals=signals))
    except (OSError, termios.error):  # no terminal, or one that is gone: nothing can be echoed
        _terminal.muted = False


def put_back() -> None:
    """Give the terminal its former attributes back; what was typed meanwhile is thrown away."""
    if sys.platform == "win32" or _terminal.former is None:
        return
    import termios

    try:
        if _ours():
            if _terminal.muted:
                termios.tcflush(0, termios.TCIFLUSH)
            termios.tcsetattr(0, termios.TCSANOW, _terminal.former)
    except (OSError, termios.error):  # the terminal is gone
        _terminal.former = None
    _terminal.muted = False
    _disarm()


def former(found: list[Any] | None) -> list[Any] | None:
    """Return the attributes that the terminal had before the program began.

    Args:
        found: What a screen has found; it counts where the terminal was never muted.
    """
    if _terminal.former is None:
        _terminal.former = found
    return _terminal.former


def between_screens() -> list[Any] | None:
    """Return the attributes that a screen leaves behind when it ends: muted, or the former ones."""
    if _terminal.former is None:
        return None
    _terminal.muted = True
    return _quiet(_terminal.former, signals=False)


def drop_typed_astray() -> bool:
    """Throw away what was typed between the key that locks and the lock screen.

    The screen that was left took the beginning of it, so what is left is no passphrase.

    Returns:
        Whether it goes on: something was typed, and no Enter at last.
    """
    if sys.platform == "win32" or not _terminal.locking:
        return False
    import select

    _terminal.locking = False
    typed = last = b""
    try:
        while select.select([0], [], [], 0)[0] and (typed := os.read(0, _READ_MOST)):
            last = typed
    except OSError:  # the terminal is gone
        return False
    return bool(last) and not last.endswith((b"\r", b"\n"))


def carried_over() -> list[str]:
    """Return command line arguments that tell a restarted program what the terminal was like.

    Signals from outside wait until it can put the terminal back.
    """
    if sys.platform == "win32" or _terminal.former is None:
        return []
    signal.pthread_sigmask(signal.SIG_BLOCK, _numbers(_FROM_OUTSIDE))
    *numbers, signs = _terminal.former
    codes = "".join(f"{sign if isinstance(sign, int) else sign[0]:02x}" for sign in signs)
    return [f"{OPTION}={'.'.join(map(str, numbers))}.{codes}"]


def listen_again() -> None:
    """Deliver the signals that were held back while the program restarted."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _numbers(_FROM_OUTSIDE))


def _read(word: str) -> list[Any] | None:
    """Return the attributes that ``carried_over`` has written; ``None`` for anything else."""
    *numbers, codes = word.split(".")
    try:
        signs = [bytes([code]) for code in bytes.fromhex(codes)]
        found: list[Any] = [*map(int, numbers), signs]
    except ValueError:
        return None
    return found if len(numbers) == 6 and signs else None


def _opens_screen(arguments: Sequence[str]) -> bool:
    if any(each.partition("=")[0] in _NO_SCREEN for each in arguments):
        return False
    value = False
    for each in arguments:
        if value or each.startswith("-"):
            value = not value and each in _VALUED
        else:
            return each == "live"
    return True


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _ours() -> bool:
    """Whether the terminal is this process's to change: one in the background leaves it to the shell."""
    if sys.platform == "win32":
        return False
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # not the terminal that sends this process its signals, so nobody else's either
        return os.isatty(0)


def _quiet(before: list[Any], *, signals: bool) -> list[Any]:
    """Return attributes as a screen sets them, so that nothing typed ahead of it reads otherwise."""
    if sys.platform == "win32":
        return before
    import termios

    quiet = [*before[:6], list(before[6])]
    quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | (0 if signals else termios.ISIG))
    quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
    return quiet


def _numbers(names: Sequence[str]) -> list[signal.Signals]:
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _arm() -> None:
    for number in _numbers(_ENDING):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)
    for number in _numbers(("SIGTSTP",)):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _sleep)


def _disarm() -> None:
    for number in _numbers((*_ENDING, "SIGTSTP")):
        if signal.getsignal(number) in (_end, _sleep):
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> None:
    """End as the signal has it, once the terminal is what it was."""
    put_back()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _sleep(_number: int, _frame: FrameType | None) -> None:
    """Stop as the terminal wants it, and leave it to the shell meanwhile."""
    if sys.platform != "win32":
        put_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        mute(signals=True)
