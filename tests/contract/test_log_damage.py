"""Whatever happens to a log's bytes: nothing acknowledged is lost without a word, nothing good is cut."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from coachtui.domain.errors import StoreCorrupt, StoreNewer
from coachtui.store.log.log_codec import Header, PlainCodec
from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_table import KeyedDB

COMMITS = 4


@pytest.fixture(name="log")
def _log(tmp_path: Path) -> Path:
    """A log of a few commits, each overwriting one document and adding one."""
    path = tmp_path / "a.jsonl"
    table = KeyedDB(path).keyed("t")
    for n in range(1, COMMITS + 1):
        table.put_encoded({"newest": b'{"n":%d}' % n, str(n): b'{"note":"hall\xc3\xa5 %d"}' % n})
    return path


def newest(path: Path) -> int:
    document = KeyedDB(path).table("t").get(doc_id="newest")  # type: ignore[call-overload]
    return int(document["n"]) if document else 0


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def put(path: Path, n: int) -> None:
    KeyedDB(path).keyed("t").put_encoded({"newest": b'{"n":%d}' % n})


def without_first_known(log: Path) -> None:
    """Make a log one of an earlier version, in whose header stands nothing of the records written with it."""
    head, *records = lines(log)
    header = PlainCodec().header(head[:-1])
    assert header is not None
    assert header.to == 1
    plain = PlainCodec().encode(msgspec.structs.replace(header, to=0), header.generation)
    assert b'"to"' not in plain
    log.write_bytes(b"".join([plain, *records]))


@pytest.mark.parametrize("known", [False, True])
def test_a_log_cut_at_any_byte_is_read_up_to_its_last_whole_record(log: Path, *, known: bool) -> None:
    if not known:
        without_first_known(log)
    whole = log.read_bytes()
    ends = [sum(map(len, lines(log)[:count])) for count in range(1, COMMITS + 2)]
    for size in range(len(whole)):
        log.write_bytes(whole[:size])
        if known and ends[0] <= size < ends[1]:
            with pytest.raises(StoreCorrupt) as caught:
                put(log, 99)
            assert caught.value.code == ("missing_record" if size == ends[0] else "damaged_record")
            assert log.read_bytes() == whole[:size]
            continue
        survived = max(sum(end <= size for end in ends) - 1, 0)
        assert newest(log) == survived, f"cut at {size}"
        assert log.read_bytes() == whole[:size], "reading repaired the file"


def test_a_log_cut_at_any_byte_takes_the_next_commit(log: Path) -> None:
    without_first_known(log)
    whole = log.read_bytes()
    torn = log.with_name("a.jsonl.torn")
    ends = {0, *(sum(map(len, lines(log)[:count])) for count in range(1, COMMITS + 2))}
    for size in range(len(whole)):
        log.write_bytes(whole[:size])
        put(log, 99)
        assert newest(log) == 99
        kept = torn.read_bytes() if torn.exists() else b""
        assert whole[:size].endswith(kept)
        assert bool(kept) == (size not in ends)
        torn.unlink(missing_ok=True)


def test_a_flipped_bit_is_damage_or_a_torn_tail_and_never_a_wrong_value(log: Path) -> None:
    whole = log.read_bytes()
    last = len(whole) - len(lines(log)[-1])
    for position in range(len(whole)):
        for bit in (0, 3, 6):
            flipped = bytearray(whole)
            flipped[position] ^= 1 << bit
            log.write_bytes(flipped)
            if position < last:
                with pytest.raises(StoreCorrupt):
                    newest(log)
            else:
                assert newest(log) == COMMITS - 1
            assert log.read_bytes() == flipped, "reading changed the file"


def test_damage_before_a_good_record_is_never_cut(log: Path) -> None:
    parts = lines(log)
    parts[2] = parts[2].replace(b'"n":2}', b'"n":7}', 1)
    log.write_bytes(b"".join(parts))
    with pytest.raises(StoreCorrupt) as caught:
        put(log, 99)
    assert caught.value.code == "damaged_record"
    assert caught.value.facts == {"file": "a.jsonl", "record": 2, "byte": len(parts[0] + parts[1])}
    assert log.read_bytes() == b"".join(parts)
    assert not log.with_name("a.jsonl.torn").exists()


def test_a_damaged_line_feed_before_the_last_record_is_damage(log: Path) -> None:
    parts = lines(log)
    parts[-2] = parts[-2][:-1] + b"\x00"
    log.write_bytes(b"".join(parts))
    with pytest.raises(StoreCorrupt, match="damaged_record"):
        newest(log)


@pytest.mark.parametrize("damaged", range(2, COMMITS + 1))
def test_several_damaged_records_at_the_end_are_no_torn_tail(log: Path, damaged: int) -> None:
    parts = lines(log)
    parts[-damaged:] = [part.replace(b"hall", b"hell") for part in parts[-damaged:]]
    log.write_bytes(b"".join(parts))
    with pytest.raises(StoreCorrupt) as caught:
        put(log, 99)
    assert (caught.value.code, caught.value.facts["record"]) == ("damaged_record", COMMITS + 1 - damaged)
    assert log.read_bytes() == b"".join(parts)


def test_a_damaged_record_with_a_torn_one_after_it_is_no_torn_tail(log: Path) -> None:
    parts = lines(log)
    damaged = b"".join([*parts[:-1], parts[-1].replace(b"hall", b"hell"), b'{"n":5,"pu'])
    log.write_bytes(damaged)
    with pytest.raises(StoreCorrupt, match="damaged_record"):
        put(log, 99)
    assert log.read_bytes() == damaged


@pytest.mark.parametrize("missing", range(1, COMMITS))
def test_a_missing_record_is_named(log: Path, missing: int) -> None:
    parts = lines(log)
    del parts[missing]
    log.write_bytes(b"".join(parts))
    with pytest.raises(StoreCorrupt) as caught:
        newest(log)
    assert (caught.value.code, caught.value.facts["record"]) == ("missing_record", missing)


def test_a_record_that_stands_twice_is_damage(log: Path) -> None:
    parts = lines(log)
    log.write_bytes(b"".join([*parts, parts[-1]]))
    with pytest.raises(StoreCorrupt, match="missing_record"):
        newest(log)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 something else", b'{"_default": {"1": {"n": 1}}}', b"\n", b"\x00" * 500, b"{}\n{}\n"],
)
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt, match="bad_header"):
        LogStorage(path)
    assert path.read_bytes() == content


def test_a_newer_format_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(PlainCodec().encode(Header(format=2, generation="g", n=0, schema=1), "g"))
    with pytest.raises(StoreNewer) as caught:
        LogStorage(path)
    assert caught.value.facts == {"file": "a.jsonl", "version": 2, "known": 1}


def test_a_newer_schema_is_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    put(path, 5)
    head, record = lines(path)
    newer = head.replace(b'"schema":1', b'"schema":2')
    body = newer[: newer.index(b',"crc"')]
    header = PlainCodec().header(head[:-1])
    assert header is not None
    fresh = PlainCodec().encode(msgspec.structs.replace(header, schema=2), header.generation)
    assert fresh.startswith(body)
    path.write_bytes(fresh + record)
    assert newest(path) == 5
    with pytest.raises(StoreNewer) as caught:
        put(path, 6)
    assert caught.value.facts == {"file": "a.jsonl", "version": 2, "known": 1}
    assert path.read_bytes() == fresh + record


def test_a_file_that_vanishes_is_noticed(log: Path) -> None:
    database = KeyedDB(log)
    log.unlink()
    with pytest.raises(StoreCorrupt, match="file_vanished"):
        database.table("t").all()


def test_a_torn_copy_is_kept_until_the_next_clean_close(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-3])
    database = KeyedDB(log)
    database.keyed("t").put_encoded({"newest": b'{"n":9}'})
    torn = log.with_name("a.jsonl.torn")
    assert torn.read_bytes().startswith(b'{"n":4,')
    assert torn.stat().st_size == database.log.recovered
    assert database.log.tidy()
    assert not torn.exists()


def test_what_a_rewrite_cut_off_left_goes_with_the_next_clean_close(log: Path) -> None:
    leftover = log.with_name("a.jsonl.new")
    leftover.write_bytes(log.read_bytes()[:100])
    database = KeyedDB(log)
    assert newest(log) == COMMITS
    assert database.log.tidy()
    assert not leftover.exists()
    assert newest(log) == COMMITS


def test_a_rewritten_log_says_the_same_and_others_follow(log: Path) -> None:
    other = KeyedDB(log)
    before = other.storage.read()
    assert KeyedDB(log).log.compact(force=True)
    assert other.storage.read() == before
    put(log, 50)
    assert newest(log) == 50
    assert other.storage.read() != before


def test_a_log_is_rewritten_when_large_and_twice_what_it_says(log: Path) -> None:
    database = KeyedDB(log)
    for n in range(40):
        database.keyed("t").put_encoded({"newest": b'{"n":%d,"text":"%s"}' % (n, b"x" * 10_000)})
    large = log.stat().st_size
    assert large > 256 * 1024
    assert database.log.compact()
    assert log.stat().st_size < large / 20
    assert not database.log.compact()
    assert newest(log) == 39


def test_a_log_cut_and_grown_by_another_is_read_afresh(log: Path) -> None:
    """As when a record was seen whose sync then failed, so that its writer took it back."""
    reader = KeyedDB(log)
    assert reader.table("t").count(lambda _: True) == COMMITS + 1
    log.write_bytes(b"".join(lines(log)[:-1]))
    put(log, 77)
    put(log, 78)
    assert reader.keyed("t").encoded_one("newest") == b'{"n":78}'
