"""Another process with the same store open, which does what a line on its standard input says.

A line is ``["open", folder, kind]``, ``["put", what is needed for made()]``, ``["remove", the same]``,
``["close"]`` or ``["look"]``. Each is answered with a line: the newest revision of every session by its id,
or the code of an error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from tests.contract.sessions import ANNA, BEN, START, session
from tests.faults.failing import QuickFiles

from coachtui.domain.errors import CoachError
from coachtui.domain.session import Session, SessionStatus
from coachtui.store.log import disk
from coachtui.store.protection.sealed_codec import VaultSeals
from coachtui.store.records.session_store import LogSessionStore

HERE = Path(__file__)


def made(number: int, agent: int, revision: int, status: str, text: str) -> Session:
    """Return a session; its number says in which year it began."""
    return session(
        number,
        agent_id=(ANNA, BEN)[agent],
        start=START.replace(year=2024 + number % 3),
        status=cast("SessionStatus", status),
        answered=1,
        revision=revision,
        text=text,
    )


def opened(root: Path, kind: str) -> LogSessionStore:
    seals = VaultSeals(b"k" * 32, lambda: True) if kind == "sealed" else None
    return LogSessionStore(root, lambda: START, seals)


def change(store: LogSessionStore, verb: str, args: list[Any]) -> None:
    """Do what a window does that takes a session over: it reads it first, then changes it."""
    if verb == "close":
        store.close()
    elif verb in {"put", "remove"}:
        wanted = made(*args)
        there = store.get(wanted.id)
        if verb == "put":
            store.put(wanted)
        elif there is not None:
            store.remove(there)


class SecondWindow:
    """The process, as seen by who sends it lines."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.second_window"],
            cwd=HERE.parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, verb: str, *args: Any) -> dict[str, int]:
        """Have something done and return what the process says is stored."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([verb, *args]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert isinstance(answer, dict), answer
        return answer

    def end(self) -> None:
        """Let it go."""
        self._process.communicate("", timeout=10)


def main() -> None:
    """Answer until there is nothing more to read."""
    store: LogSessionStore | None = None
    with disk.using_file_system(QuickFiles()):
        for line in sys.stdin:
            verb, *args = json.loads(line)
            try:
                if verb == "open":
                    store = opened(Path(args[0]), args[1])
                assert store is not None
                change(store, verb, args)
                answer: object = {found.id: found.revision for found in store.every()}
            except CoachError as error:
                answer = error.code
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
