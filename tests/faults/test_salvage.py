"""Salvage takes over every sound record, whatever is damaged around it, and keeps what it found."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.sessions import ANNA, BEN, START, session
from tests.faults.failing import FAILURES, TIMES, FailingFiles
from tests.faults.medium import Medium
from tests.faults.recording import RecordingFiles
from tests.faults.scenarios import SECRETS, Laptop, unlocked
from tests.faults.test_crash_replay import crash_states, put_down
from tests.sizes import by_size

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import CoachError, StoreCorrupt
from coachtui.domain.session import Session
from coachtui.services.words.sentences import CODES
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import checked_line
from coachtui.store.protection.key_file import damaged_keys
from coachtui.store.records.erasure import Erasure

SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
DAMAGES = by_size(30, 150, 3_000)
KINDS = ("plain", "sealed")
RECORDS = 12


def written(folder: Path, kind: str) -> tuple[Laptop, list[Session]]:
    """Return a store with one session a record, four sessions in turn, and what each record says."""
    laptop = Laptop(folder)
    laptop.store.team.put_lead(Lead(id="lead", name="Lead"))
    laptop.store.team.put_agents([Agent(id=ANNA, name="Anna")])
    if kind == "sealed":
        laptop.protection.encrypt(SECRETS[0])
        laptop.open()
    said = [
        session(number % 4 + 1, revision=number, text=f"record {number}, größer 好")
        for number in range(RECORDS)
    ]
    for each in said:
        laptop.store.put(each)
    return laptop, said


def log_of(laptop: Laptop) -> Path:
    return laptop.store.shards.path(laptop.store.shards.years(ANNA)[0])


def mend(laptop: Laptop) -> None:
    salvage(laptop.root, laptop.protection.seals(), StoreLock(laptop.root / ".lock"), START)


def expected(said: list[Session], sound: list[int]) -> dict[str, Session]:
    """Return what the sound records say, by the numbers of the records from 0."""
    return {said[number].id: said[number] for number in sound}


def stored(folder: Path) -> dict[str, Session]:
    return {found.id: found for found in Laptop(folder).store.every()}


def with_damage(lines: list[bytes], dice: random.Random) -> tuple[bytes, list[int]]:
    """Return a log with some records damaged, each in one of many ways, and the numbers of those to be saved.

    A record with one wrong bit is to be saved too, unless that bit made a line feed of something else.
    """
    hit = sorted(dice.sample(range(RECORDS), dice.choice((1, 1, 2, 4, RECORDS - 1))))
    out = list(lines)
    saved = [number for number in range(RECORDS) if number not in hit]
    for number in hit:
        line = out[number + 1]
        at = dice.randrange(len(line) - 1)
        match dice.randrange(5):
            case 0:
                out[number + 1] = b""
            case 1:
                out[number + 1] = line[:at] + bytes([line[at] ^ 1 << dice.randrange(8)]) + line[at + 1 :]
            case 2:
                end = min(len(line) - 1, at + dice.randrange(1, 512))
                out[number + 1] = line[:at] + bytes(end - at) + line[end:]
            case 3:
                out[number + 1] = line[:at] + b"\n" + line[at + 1 :]
            case _:
                out[number + 1] = bytes(len(line))  # its line feed too: what follows stands in the same line
        changed = out[number + 1]
        if bits_apart(line, changed) == 1 and changed.count(b"\n") == 1:
            saved.append(number)
    return b"".join(out), sorted(saved)


def bits_apart(one: bytes, other: bytes) -> int:
    """Return in how many bits two lines of the same length differ; of other lines, a large number."""
    if len(one) != len(other):
        return 1000
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.timeout(3600)
def test_every_sound_record_is_taken_over(kind: str, tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} {kind}")
    whole, folder = tmp_path / "whole", tmp_path / "laptop"
    laptop, said = written(whole, kind)
    lines = log_of(laptop).read_bytes().splitlines(keepends=True)
    assert len(lines) == RECORDS + 1
    inside = log_of(laptop).relative_to(whole)
    for number in range(DAMAGES):
        told = f"{kind}, seed {SEED}, damage {number}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        data, sound = with_damage(lines, dice)
        (folder / inside).write_bytes(data)
        here = Laptop(folder)
        told_of = {finding.code for finding in verify(here.root, seals=here.protection.seals()).findings}
        mend(here)
        found = verify(here.root, seals=here.protection.seals()).findings
        assert {finding.code for finding in found} <= {"torn_tail"}, told
        assert stored(folder) == expected(said, sound), told
        if told_of - {"torn_tail"}:
            kept = list((folder / inside).parent.glob("*.damaged-*"))
            assert [path.read_bytes() for path in kept] == [data], told
            assert oct(kept[0].stat().st_mode & 0o777) == "0o600", told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.timeout(600)
def test_a_hit_on_the_header_costs_no_record(kind: str, tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "laptop"
    laptop, said = written(whole, kind)
    inside = log_of(laptop).relative_to(whole)
    data = log_of(laptop).read_bytes()
    feed = data.index(b"\n")
    for place in range(feed + 1):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        hit = bytearray(data)
        hit[place] ^= 1 << place % 4
        (folder / inside).write_bytes(hit)
        mend(Laptop(folder))
        assert stored(folder) == expected(said, list(range(RECORDS))), place


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taken_that_is_not_the_stores_own(kind: str, tmp_path: Path) -> None:
    """A record of another log, or in a protected store a plain one, is no sound record."""
    laptop, said = written(tmp_path / "one", kind)
    other, _said = written(tmp_path / "two", "sealed" if kind == "plain" else "plain")
    foreign = log_of(other).read_bytes().splitlines(keepends=True)[5]
    lines = log_of(laptop).read_bytes().splitlines(keepends=True)
    log_of(laptop).write_bytes(b"".join([*lines[:3], foreign, *lines[4:]]))
    here = Laptop(tmp_path / "one")

    mend(here)

    assert stored(tmp_path / "one") == expected(said, [n for n in range(RECORDS) if n != 2])


def test_a_sound_store_is_left_alone(tmp_path: Path) -> None:
    laptop, _said = written(tmp_path / "laptop", "sealed")
    laptop.store.close()
    before = {path: path.read_bytes() for path in laptop.root.rglob("*") if path.is_file()}
    mend(laptop)
    assert {path: path.read_bytes() for path in laptop.root.rglob("*") if path.is_file()} == before


def test_a_newer_log_is_left_alone(tmp_path: Path) -> None:
    laptop, _said = written(tmp_path / "laptop", "plain")
    log = log_of(laptop)
    log.write_bytes(log.read_bytes().replace(b'"sessions":{"', b'"sessions" {"', 1))
    data = log.read_bytes()
    newer = data.replace(b'{"schema":1,"id"', b'{"schema":9,"id"')
    assert newer != data
    log.write_bytes(_rechecked(newer))
    mend(laptop)
    assert log.read_bytes() == _rechecked(newer)


def test_the_key_is_written_anew_from_its_sound_copy(tmp_path: Path) -> None:
    laptop, said = written(tmp_path / "laptop", "sealed")
    keys = laptop.root / "keys.json"
    keys.write_bytes(keys.read_bytes()[:-20])
    assert damaged_keys(laptop.root) == ["keys.json"]
    assert "damaged_keys" in {f.code for f in verify(laptop.root, seals=laptop.protection.seals()).findings}
    mend(laptop)
    assert damaged_keys(laptop.root) == []
    assert stored(tmp_path / "laptop") == expected(said, list(range(RECORDS)))


def test_index_and_copies_of_content(tmp_path: Path) -> None:
    laptop, said = written(tmp_path / "laptop", "plain")
    laptop.store.keep_content("phone-technique", 1, "id = 'phone-technique'\n")
    laptop.store.close()
    copy = laptop.root / "content" / "phone-technique@1.toml"
    copy.write_bytes(b"\xff not toml")
    index = laptop.root / "index.jsonl"
    data = bytearray(index.read_bytes())
    data[len(data) // 2] ^= 1
    index.write_bytes(data + b"\n{}\n")
    mend(laptop)
    assert verify(laptop.root).findings == ()
    assert not copy.exists()
    assert [path.read_bytes() for path in copy.parent.glob("*.damaged-*")] == [b"\xff not toml"]
    assert len(Laptop(tmp_path / "laptop").store.rows()) == len({each.id for each in said})


def lost_in(laptop: Laptop) -> list[tuple[int, int]]:
    """Salvage, and return of each mended log how many records were kept and how many are lost."""
    lock = StoreLock(laptop.root / ".lock")
    mended, _report = salvage(laptop.root, laptop.protection.seals(), lock, START)
    return [(each.records, len(each.lost)) for each in mended]


@pytest.mark.parametrize(
    ("kind", "hit"),
    [
        *((kind, hit) for kind in KINDS for hit in ((RECORDS - 1, RECORDS), (3, 5), (2, RECORDS))),
        ("plain", (0, 1, 2)),  # without any of its header a sealed log has no generation
    ],
)
def test_every_lost_record_is_counted_wherever_it_stood(
    kind: str, hit: tuple[int, ...], tmp_path: Path
) -> None:
    laptop, _said = written(tmp_path / "laptop", kind)
    log = log_of(laptop)
    lines = log.read_bytes().splitlines(keepends=True)
    for number in hit:
        lines[number] = b'{"n":' + b"x" * 40 + lines[number][45:]
    log.write_bytes(b"".join(lines))
    lost = len([number for number in hit if number])
    assert lost_in(Laptop(tmp_path / "laptop")) == [(RECORDS - lost, lost)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_log_of_which_nothing_is_left_is_no_log_without_losses(kind: str, tmp_path: Path) -> None:
    laptop, _said = written(tmp_path / "laptop", kind)
    log = log_of(laptop)
    log.write_bytes(bytes(log.stat().st_size))
    ((kept, lost),) = lost_in(Laptop(tmp_path / "laptop"))
    assert (kept, lost > 0) == (0, True)
    assert stored(tmp_path / "laptop") == {}


def test_logs_of_another_key_are_left_where_they_are(tmp_path: Path) -> None:
    one, _said = written(tmp_path / "one", "sealed")
    other, _said = written(tmp_path / "other", "sealed")
    logs = {path: path.read_bytes() for path in one.root.rglob("*.jsonl")}
    for name in ("keys.json", "keys.copy.json"):
        shutil.copy(other.root / name, one.root / name)
    seals = unlocked(one.root).seals()  # as check does: with such a key the store itself does not open
    assert salvage(one.root, seals, StoreLock(one.root / ".lock"), START)[0] == []
    assert {path: path.read_bytes() for path in one.root.rglob("*.jsonl")} == logs


def test_what_was_kept_of_a_damaged_log_goes_with_the_agent(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    laptop.store.team.put_agents([Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")])
    shared = replace(session(1, agent_id=BEN, text="with Anna"), agent_ids=(BEN, ANNA))
    for number in range(3):
        laptop.store.put(replace(shared, revision=number))
    log = laptop.store.shards.path(laptop.store.shards.years(BEN)[0])
    lines = log.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"', b"'", 9)
    log.write_bytes(b"".join(lines))
    mend(Laptop(tmp_path / "laptop"))
    assert list(log.parent.glob("*.damaged-*"))
    Erasure(Laptop(tmp_path / "laptop").store).erase(ANNA, START.date())
    assert list(log.parent.glob("*.damaged-*")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_wrong_bit_in_the_newest_record_is_set_right(kind: str, tmp_path: Path) -> None:
    """To every reader it is a tail that was cut off; salvage is asked, and knows better."""
    laptop, said = written(tmp_path / "laptop", kind)
    log = log_of(laptop)
    data = bytearray(log.read_bytes())
    data[-60] ^= 4
    log.write_bytes(data)
    assert stored(tmp_path / "laptop") == expected(said, list(range(RECORDS - 1)))

    mend(Laptop(tmp_path / "laptop"))

    assert stored(tmp_path / "laptop") == expected(said, list(range(RECORDS)))
    assert [path.read_bytes() for path in log.parent.glob("*.damaged-*")] == [bytes(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_tail_that_was_cut_off_is_kept_beside_and_nothing_else_is_lost(kind: str, tmp_path: Path) -> None:
    laptop, said = written(tmp_path / "laptop", kind)
    log = log_of(laptop)
    data = log.read_bytes()[:-25]
    log.write_bytes(data)
    here = Laptop(tmp_path / "laptop")
    mend(here)
    assert [path.read_bytes() for path in log.parent.glob("*.damaged-*")] == [data]
    assert verify(here.root, seals=here.protection.seals()).findings == ()
    assert stored(tmp_path / "laptop") == expected(said, list(range(RECORDS - 1)))


def damaged_laptop(folder: Path, kind: str) -> tuple[Callable[[], Laptop], dict[str, Session], bytes]:
    """Return a way to open a store with one damaged log, what it says once mended, and the log's bytes."""
    laptop, said = written(folder, kind)
    log = log_of(laptop)
    lines = log.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"', b"'", 5)
    log.write_bytes(b"".join(lines))
    with pytest.raises(StoreCorrupt):
        list(Laptop(folder).store.every())
    return lambda: Laptop(folder), expected(said, [n for n in range(RECORDS) if n != 3]), b"".join(lines)


def is_kept(folder: Path, data: bytes) -> bool:
    """Whether the damaged bytes are there, in their place or beside it."""
    return any(path.read_bytes() == data for path in folder.rglob("*.jsonl*"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.timeout(600)
def test_salvage_on_a_failing_disk_loses_nothing(kind: str, tmp_path: Path) -> None:
    folder, image = tmp_path / "laptop", tmp_path / "image"
    opened, whole, data = damaged_laptop(folder, kind)
    shutil.copytree(folder, image)
    counting = FailingFiles()
    with disk.using_file_system(counting):
        mend(opened())
    calls = len(counting.calls)
    assert calls > 10
    for at in range(1, calls + 1):
        for place, times in enumerate(TIMES):
            shutil.rmtree(folder)
            shutil.copytree(image, folder)
            here = opened()
            code = refusal(here, FailingFiles(at, FAILURES[(at + place) % len(FAILURES)], times))
            assert code in CODES | {""}, at
            assert is_kept(folder, data), at
            mend(opened())
            assert stored(folder) == whole, at


def refusal(laptop: Laptop, failing: FailingFiles) -> str:
    try:
        with disk.using_file_system(failing):
            mend(laptop)
    except CoachError as error:
        return error.code
    return ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.timeout(600)
def test_salvage_cut_off_by_a_loss_of_power_loses_nothing(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    opened, whole, data = damaged_laptop(folder, kind)
    before = Medium.holding(folder)
    recorder = RecordingFiles()
    with disk.using_file_system(recorder):
        mend(opened())
    chance = random.Random(SEED)
    states = 0
    for crash in list(crash_states(before, recorder, chance))[: DAMAGES * 2]:
        put_down(folder, crash.state)
        assert is_kept(folder, data), crash.told
        mend(opened())
        assert stored(folder) == whole, crash.told
        states += 1
    assert states > 20


def _rechecked(data: bytes) -> bytes:
    """Return a log with a fresh checksum on every line but the one that was damaged."""
    lines = data.splitlines(keepends=True)
    return b"".join(
        line
        if b'"sessions" {' in line or number == 0
        else checked_line(line[: line.rindex(b',"crc"')] + b"}")
        for number, line in enumerate(lines)
    )
