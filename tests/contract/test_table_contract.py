"""What a table promises, whether its storage is TinyDB's memory or our log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from coachtui.store.log.log_table import LogDB

Reopen = Callable[[], TinyDB]


@pytest.fixture(name="reopen", params=["memory", "log", "log reopened"])
def _reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """A way to come to the same database again: the same object, or the file read afresh."""
    kept: TinyDB = TinyDB(storage=MemoryStorage) if request.param == "memory" else LogDB(tmp_path / "a.jsonl")
    if request.param == "log reopened":
        return lambda: LogDB(tmp_path / "a.jsonl")
    return lambda: kept


def test_what_is_inserted_is_found(reopen: Reopen) -> None:
    assert reopen().table("t").insert({"name": "å", "deep": {"list": [1, None, 2.5, True]}}) == 1
    assert reopen().table("t").get(doc_id=1) == {"name": "å", "deep": {"list": [1, None, 2.5, True]}}
    assert [document.doc_id for document in reopen().table("t").search(where("name") == "å")] == [1]


def test_ids_rise_and_are_given_in_order(reopen: Reopen) -> None:
    assert reopen().table("t").insert_multiple([{}, {}]) == [1, 2]
    assert reopen().table("t").insert({}) == 3
    assert reopen().table("t").insert(Document({}, doc_id=9)) == 9
    assert reopen().table("t").insert({}) == 10
    assert [document.doc_id for document in reopen().table("t")] == [1, 2, 3, 9, 10]


def test_update_changes_only_what_matches(reopen: Reopen) -> None:
    reopen().table("t").insert_multiple([{"n": n} for n in range(4)])
    assert reopen().table("t").update({"big": True}, where("n") > 1) == [3, 4]
    assert reopen().table("t").count(where("big") == True) == 2  # noqa: E712 - how TinyDB's queries are written
    assert reopen().table("t").update({"n": 7}, doc_ids=[1, 99]) == [1]
    assert [document["n"] for document in reopen().table("t")] == [7, 1, 2, 3]


def test_upsert_inserts_then_updates(reopen: Reopen) -> None:
    assert reopen().table("t").upsert({"k": "a", "v": 1}, where("k") == "a") == [1]
    assert reopen().table("t").upsert({"k": "a", "v": 2}, where("k") == "a") == [1]
    assert reopen().table("t").all() == [{"k": "a", "v": 2}]


def test_remove_and_truncate(reopen: Reopen) -> None:
    reopen().table("t").insert_multiple([{"n": n} for n in range(4)])
    assert reopen().table("t").remove(where("n") == 0) == [1]
    assert reopen().table("t").remove(doc_ids=[2, 99]) == [2]
    assert len(reopen().table("t")) == 2
    reopen().table("t").truncate()
    assert reopen().table("t").all() == []


def test_tables_are_apart_and_can_be_dropped(reopen: Reopen) -> None:
    reopen().table("a").insert({"in": "a"})
    reopen().table("b").insert({"in": "b"})
    assert reopen().tables() == {"a", "b"}
    reopen().drop_table("a")
    assert reopen().tables() == {"b"}
    reopen().drop_tables()
    assert reopen().tables() == set()


def test_an_updater_that_fails_changes_nothing(tmp_path: Path) -> None:
    def fail_on_second(document: Any) -> None:
        document["seen"] = True
        assert document["n"] == 0

    table = LogDB(tmp_path / "a.jsonl").table("t")
    table.insert_multiple([{"n": 0}, {"n": 1}])
    before = (tmp_path / "a.jsonl").read_bytes()
    with pytest.raises(AssertionError):
        table.update(fail_on_second)
    assert table.all() == [{"n": 0}, {"n": 1}]
    assert (tmp_path / "a.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    "find", [lambda t: t.get(doc_id=1), lambda t: t.all()[0], lambda t: t.search(where("n") == 0)[0]]
)
def test_what_is_found_is_a_copy(tmp_path: Path, find: Callable[[Any], Any]) -> None:
    table = LogDB(tmp_path / "a.jsonl").table("t")
    table.insert({"n": 0, "deep": {"list": []}})
    find(table)["deep"]["list"].append("mine")
    assert find(table) == {"n": 0, "deep": {"list": []}}


def test_a_change_logs_only_what_changed(tmp_path: Path) -> None:
    table = LogDB(tmp_path / "a.jsonl").table("t")
    table.insert_multiple([{"n": n, "text": "x" * 1000} for n in range(100)])
    before = (tmp_path / "a.jsonl").stat().st_size
    table.update({"text": "short"}, where("n") == 50)
    assert (tmp_path / "a.jsonl").stat().st_size - before < 120


def test_a_change_to_the_same_logs_nothing(tmp_path: Path) -> None:
    database = LogDB(tmp_path / "a.jsonl")
    database.table("t").insert({"n": 1})
    before = (tmp_path / "a.jsonl").read_bytes()
    database.table("t").update({"n": 1})
    database.storage.write(database.storage.read() or {})
    assert (tmp_path / "a.jsonl").read_bytes() == before


def test_writing_all_tables_logs_the_difference(tmp_path: Path) -> None:
    database = LogDB(tmp_path / "a.jsonl")
    database.storage.write({"a": {"1": {"n": 1}, "2": {"n": 2}}, "gone": {"1": {}}})
    database.storage.write({"a": {"2": {"n": 3}, "4": {}}, "new": {}})
    assert LogDB(tmp_path / "a.jsonl").storage.read() == {"a": {"2": {"n": 3}, "4": {}}, "new": {}}
