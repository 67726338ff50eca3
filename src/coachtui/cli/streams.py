"""The standard streams of the process, made safe to use whatever it was started with."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

_STREAMS = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
"""Name, mode, and what stands in for each: writing data to an output that is closed has to fail."""


def open_streams() -> None:
    """Open standard streams that were closed at start, and let no character raise an encoding error.

    A closed descriptor would be given to the next file opened: a message would then be written into the
    store.
    """
    for descriptor, (name, mode, flags) in enumerate(_STREAMS):
        stream = getattr(sys, name)
        if stream is None:
            _stand_in(descriptor, flags)
            stream = open(descriptor, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def discard_stream(*names: str) -> None:
    """Redirect broken streams to nowhere, so that the interpreter does not fail on them at exit.

    Args:
        names: ``stdout``, ``stderr``.
    """
    nothing = os.open(os.devnull, os.O_WRONLY)
    for name in names:
        os.dup2(nothing, getattr(sys, name).fileno())
    os.close(nothing)


def _stand_in(descriptor: int, flags: int) -> None:
    opened = os.open(os.devnull, flags)
    if opened != descriptor:
        os.dup2(opened, descriptor)
        os.close(opened)
