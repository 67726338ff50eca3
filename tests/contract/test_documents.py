"""What stands in the documents: schema numbers, fields of other versions, text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.conftest import Open
from tests.contract.faulty_disk import everything
from tests.contract.sessions import ANNA, identity, session

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt, StoreError, StoreNewer
from coachtui.store.records import documents
from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import key_of


def test_text_that_cannot_be_stored_is_refused_and_the_rest_stays(open_store: Open) -> None:
    store = open_store()
    store.put(session(1))
    with pytest.raises(StoreError, match="unstorable"):
        store.put(session(1, text="half a pair \ud83d"))
    assert open_store().get(identity(1)) == session(1)


def put_raw(store: LogSessionStore, document: bytes) -> None:
    """Store a document of the first session past the codec, as another version would."""
    store.shards.writing(key_of(session(1))).put_encoded({identity(1): document})


def test_unknown_fields_survive_at_every_depth(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1))
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    document = json.loads(SESSIONS.encode(session(1)))
    document["mood"] = {"later": 1}
    document["notes"][0]["colour"] = "red"
    document["evaluations"][0]["answers"]["item-1"]["why"] = "because"
    document["evaluations"][0]["answers"]["item-3"]["why"] = "cleared"
    document["contacts"][0]["phases"][1]["feeling"] = 5
    document["place"]["scroll"] = 9
    store.shards.writing(key_of(session(1))).put_encoded({identity(1): json.dumps(document).encode()})
    resumed = open_store()
    known = resumed.get(identity(1))
    assert known == session(1)
    answers = {key: answer for key, answer in known.evaluations[0].answers.items() if key != "item-3"}
    changed = replace(known, evaluations=(replace(known.evaluations[0], answers=answers),), revision=10)
    for revision in (10, 11):
        resumed.put(replace(changed, revision=revision))
    kept = json.loads(log.read_bytes().splitlines()[-1])["put"]["sessions"][identity(1)]
    assert kept["mood"] == {"later": 1}
    assert kept["notes"][0]["colour"] == "red"
    assert kept["evaluations"][0]["answers"]["item-1"]["why"] == "because"
    assert "item-3" not in kept["evaluations"][0]["answers"]
    assert kept["contacts"][0]["phases"][1]["feeling"] == 5
    assert kept["place"]["scroll"] == 9
    assert (kept["schema"], kept["revision"]) == (1, 11)


def test_unknown_fields_of_agents_survive(open_store: Open) -> None:
    store = open_store()
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.team._db().keyed("agents").put_encoded(
        {ANNA: b'{"schema":1,"id":"%s","name":"A","badge":3}' % ANNA.encode()}
    )
    open_store().team.put_agents([Agent(id=ANNA, name="Anna-Lena")])
    document = open_store().team._db().keyed("agents").encoded_one(ANNA)
    assert document is not None
    assert (json.loads(document)["badge"], json.loads(document)["name"]) == (3, "Anna-Lena")


def test_a_newer_document_is_neither_read_nor_overwritten(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1))
    newer = json.dumps({"schema": 2, "id": identity(1)}).encode()
    put_raw(store, newer)
    before = everything(tmp_path / "store" / "agents")
    with pytest.raises(StoreNewer) as caught:
        open_store().newest.open_session_of(ANNA)
    assert caught.value.facts == {"version": 2, "known": 1}
    with pytest.raises(StoreNewer):
        open_store().put(session(1, revision=9))
    assert everything(tmp_path / "store" / "agents") == before


def test_a_document_of_another_shape_is_damage(open_store: Open) -> None:
    store = open_store()
    store.put(session(1))
    store.shards.writing(key_of(session(1))).put_encoded({identity(1): b'{"schema":1,"status":"live"}'})
    with pytest.raises(StoreCorrupt, match="bad_document"):
        open_store().newest.open_session_of(ANNA)


def test_an_older_document_is_brought_up_on_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up step: documents of schema 0 called the revision a version."""

    def renamed(document: dict[str, Any]) -> dict[str, Any]:
        return {**{k: v for k, v in document.items() if k != "version"}, "revision": document["version"]}

    monkeypatch.setattr(documents, "UPCASTS", {0: renamed})
    older = json.loads(SESSIONS.encode(session(1, revision=8)))
    older["version"] = older.pop("revision")
    older.update(schema=0, colour="kept")
    assert SESSIONS.decode(json.dumps(older).encode()) == session(1, revision=8)
    assert SESSIONS.unknown(json.dumps(older).encode()) == {"colour": "kept"}


@pytest.mark.parametrize("document", [b"[]", b"7", b'{"schema":0}', b'{"id":"x"}', b"", b"\xff"])
def test_what_was_never_a_document_is_damage(document: bytes) -> None:
    with pytest.raises(StoreCorrupt, match="bad_document"):
        SESSIONS.decode(document)
