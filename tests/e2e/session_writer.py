"""A process that uses a session store as fast as it can and says what was acknowledged.

Arguments: the store's folder, the writer's number, its first revision, "plain" or "sealed". Each line on
stdout is a revision that is now durable.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.agent import Agent
from coachtui.domain.session import Session
from coachtui.store.protection.sealed_codec import VaultSeals
from coachtui.store.records.session_store import LogSessionStore

SESSIONS = 3
"""Sessions that a writer writes to in turn."""

KINDS: dict[str, Callable[[], VaultSeals | None]] = {
    "plain": lambda: None,
    "sealed": lambda: VaultSeals(b"k" * 32, lambda: True),
}


def opened(root: Path, kind: str) -> LogSessionStore:
    return LogSessionStore(root, lambda: START, KINDS[kind]())


def offered(writer: int, revision: int) -> Session:
    """Return the session that a writer stores as a revision: now live, now final, now of another agent."""
    return session(
        writer * 100 + revision % SESSIONS,
        agent_id=ANNA if revision // 9 % 2 else BEN,
        status="final" if revision % 4 == 0 else "live",
        text=f"revision {revision} " * (revision * 37 % 200),
        revision=revision,
    )


def main() -> None:
    """Write until killed."""
    root, writer, first, kind = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    store = opened(root, kind)
    for found in store.rows():
        store.get(found.id)
    store.team.put_agents([Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")])  # as the program begins
    for revision in itertools.count(first):
        store.put(offered(writer, revision))
        sys.stdout.write(f"{revision}\n")
        sys.stdout.flush()
        if revision % 10 == 0:
            store.close()


if __name__ == "__main__":
    main()
