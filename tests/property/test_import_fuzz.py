"""Files that went wrong in any way: refused in words, or taken and then the same when written out again.

Structured changes go through the whole of an import; changed bytes through the reading of a file. The
number of each rises with ``COACHTUI_TESTS``; ``COACHTUI_SEED`` repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import Place, check_against_schema
from tests.contract.taking_in import exported, full_place, importing_into
from tests.faults.failing import QuickFiles
from tests.sizes import TORTURE, by_size

from coachtui.domain.errors import BadInput
from coachtui.exchange.json_import import JsonImporter
from coachtui.exchange.records import evaluation_record, session_record
from coachtui.services.import_plan import ImportPlan
from coachtui.services.importing import Importing
from coachtui.services.words.sentences import CODES
from coachtui.store.log import disk
from coachtui.store.records.session_store import LogSessionStore

SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
STRUCTURED, BYTES = by_size((500, 10_000), (2_000, 50_000), (100_000, 1_000_000))
LONGEST_S = 2.0
EXTREMES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**63 - 1,
    1e308,
    -0.0,
    "",
    "\u0000",
    "\ud800",
    "x" * 3000,
    "../../../etc/passwd",
    "\x1b]0;PWNED\x07",
    "0190aaaa-0000-7000-8000-00000000000a",
    "9999-12-31T23:59:59+14:00",
    "2026-11-26T10:00:00",
    [],
    {},
    [[[[[[]]]]]],
    {"id": "x"},
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return full_place(tmp_path_factory.mktemp("fuzz"))


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything inside a value."""
    steps: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield (*here, step)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*here, step))


def changed(document: dict[str, Any], ways: list[tuple[Any, ...]], dice: random.Random) -> None:
    """Change one thing somewhere in a document."""
    way = dice.choice(ways)
    inner: Any = document
    try:
        for step in way[:-1]:
            inner = inner[step]
        value = inner[way[-1]]
    except (KeyError, IndexError, TypeError):
        return
    if not isinstance(inner, dict | list):  # an earlier change put something else there
        return
    match dice.randrange(6):
        case 0:
            del inner[way[-1]]
        case 1:
            inner[way[-1]] = [value, value]
        case 2 if isinstance(inner, list):
            inner.append(value)
        case 3 if isinstance(inner, dict):
            inner["further" if dice.random() < 0.5 else dice.choice(list(inner))] = value
        case 4 if isinstance(value, str) and value:
            at = dice.randrange(len(value))
            inner[way[-1]] = value[:at] + dice.choice("\x1b\u202e0Zé\t\n") + value[at + 1 :]
        case _:
            inner[way[-1]] = dice.choice(EXTREMES)


def test_any_change_of_a_record_is_refused_in_words_or_comes_out_as_it_went_in(
    place: Place, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    whole = json.loads(exported(place))
    ways = list(paths(whole))
    text = json.dumps(whole)
    taken, slowest = 0, 0.0
    usual = {json.dumps(session) for session in whole["sessions"]}
    with disk.using_file_system(QuickFiles()):
        for run in range(STRUCTURED):
            document = json.loads(text)
            for _ in range(dice.choice((1, 1, 2, 5))):
                changed(document, ways, dice)
            store = LogSessionStore(tmp_path / f"{run}", place.clock.now)
            data = json.dumps(document).encode("utf-8", "surrogatepass")
            began = time.process_time()
            taken += _takes(store, data, f"run {run} of seed {SEED}")
            _check_unusual(store, whole, usual)
            slowest = max(slowest, time.process_time() - began)
    assert taken > STRUCTURED // 100
    assert not TORTURE or slowest < LONGEST_S
    assert taken < STRUCTURED


def _takes(store: LogSessionStore, data: bytes, label: str) -> bool:
    """Whether a file is taken; then what is stored is what it says, and a second time changes nothing."""
    importing = importing_into(store)
    plan = _planned(importing, data)
    if isinstance(plan, str):
        assert plan in CODES, label
        assert not store.root.exists(), label
        return False
    importing.carry_out(plan, replace=False)
    assert {s.id: s for s in store.every()} == {s.id: s for s in plan.incoming.sessions()}, label
    again = importing.plan(data, 50)
    assert not again.choices, label
    assert not again.new_sessions, label
    return True


def _planned(importing: Importing, data: bytes) -> ImportPlan | str:
    """Return what taking a file in would do, or why it is refused."""
    try:
        return importing.plan(data, 50)
    except BadInput as error:
        return error.code


def _check_unusual(store: LogSessionStore, whole: dict[str, Any], usual: set[str]) -> None:
    """What was taken otherwise than it was before the change can be written out and fits the schema."""
    if not store.root.exists():
        return
    found = [s for s in store.every() if json.dumps(session_record(s)) not in usual]
    evaluations = [
        json.loads(json.dumps(evaluation_record(session, evaluation, None), default=_raw))
        for session in found
        for evaluation in session.evaluations
    ]
    sessions = [session_record(session) for session in found]
    check_against_schema({**whole, "content": [], "sessions": sessions, "evaluations": evaluations})


def _raw(value: Any) -> Any:
    return json.loads(bytes(value))


def test_any_bytes_are_refused_in_words_or_are_an_export(place: Place) -> None:
    dice = random.Random(SEED + 1)
    small = json.loads(exported(place))
    for content in small["content"]:
        content["pack"] = ""
        content["sections"] = content["steps"] = []
    small["sessions"] = small["sessions"][:1]
    small["evaluations"] = [e for e in small["evaluations"] if e["session_id"] == small["sessions"][0]["id"]]
    small["evaluations"][0]["answers"] = dict(list(small["evaluations"][0]["answers"].items())[:3])
    text = json.dumps(small, ensure_ascii=False).encode()
    importer = JsonImporter()
    slowest = 0.0
    for run in range(BYTES):
        data = bytearray(text)
        for _ in range(dice.choice((1, 1, 2, 8))):
            _mutate(data, dice)
        began = time.process_time()
        assert _read(importer, bytes(data)) in CODES | {""}, f"run {run} of seed {SEED}"
        slowest = max(slowest, time.process_time() - began)
    assert not TORTURE or slowest < LONGEST_S


def _read(importer: JsonImporter, data: bytes) -> str:
    """Return why a file is refused, or nothing; anything but words about the file is a failure."""
    try:
        for _session in importer.read(data).sessions():
            continue
    except BadInput as error:
        return error.code
    return ""


def _mutate(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) or 1)
    match dice.randrange(5):
        case 0:
            data[at : at + 1] = bytes([dice.randrange(256)])
        case 1:
            del data[at : at + dice.randrange(1, 40)]
        case 2:
            data[at:at] = dice.choice((b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\\u0000", b"1e999"))
        case 3:
            end = min(len(data), at + dice.randrange(1, 200))
            data[at:at] = data[at:end]
        case _:
            if data:
                data[at] ^= 1 << dice.randrange(8)
