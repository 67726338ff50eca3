"""The crash log: faults of the program, without names, note text or anything else a person typed."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from coachtui.settings.private_file import replace_file


def write_crash(folder: Path, error: BaseException, *, at: datetime, version: str) -> Path:
    """Log where the program failed: types of errors and places in the code, never messages or values.

    Args:
        folder: The folder of logs; created if missing.
        error: The error.
        at: Wall time.
        version: Version of the program.

    Returns:
        The file.

    Raises:
        StoreError: ``cannot_write``.
    """
    path = folder / f"crash-{at:%Y%m%dT%H%M%S}.log"
    lines = [f"coachtui {version}", at.isoformat()]
    shown: BaseException | None = error
    while shown is not None:
        lines.append(type(shown).__name__)
        lines += [f"  {_place(frame)}" for frame in traceback.extract_tb(shown.__traceback__)]
        shown = shown.__cause__ or shown.__context__
    replace_file(path, ("\n".join(lines) + "\n").encode())
    return path


def _place(frame: traceback.FrameSummary) -> str:
    parts = Path(frame.filename).parts
    return f"{'/'.join(parts[-3:])}:{frame.lineno} {frame.name}"
