"""A store to protect, and how it is opened again."""

from __future__ import annotations

from pathlib import Path

from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.session import Session
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.session_store import LogSessionStore

PASSPHRASE = "vier Wörter genügen"
CANARY = "CANARY-7261"

PEOPLE = [Agent(id=ANNA, name=f"{CANARY} Anna"), Agent(id=BEN, name=f"{CANARY} Ben")]


def furnish(root: Path) -> None:
    """Make a plain store with a lead, two agents and four sessions, all of them with the canary's text."""
    store = opened(root)
    store.team.put_lead(Lead(id="lead", name=f"{CANARY} Lead"))
    store.team.put_agents(PEOPLE)
    for number in range(1, 4):
        store.put(session(number, text=CANARY, status="final"))
    store.put(session(9, agent_id=BEN, text=CANARY))
    store.keep_content("phone-technique", 1, "id = 'phone-technique'\n")
    store.close()


def opened(root: Path, protection: StoreProtection | None = None) -> LogSessionStore:
    return LogSessionStore(root, lambda: START, (protection or StoreProtection(root)).seals())


def sessions(root: Path, secret: str | None = None) -> list[Session]:
    protection = StoreProtection(root)
    if secret is not None:
        protection.unlock(secret)
    return sorted(opened(root, protection).every(), key=lambda found: found.id)


def holding(folder: Path, text: str) -> list[str]:
    """Names of the files under a folder that hold a text."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]
