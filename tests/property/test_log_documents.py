"""A session's document decodes to the same session, and bytes changed anywhere are never another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.sessions import session

from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.domain.evaluation import Answer
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session
from coachtui.store.log.log_codec import PlainCodec, Record
from coachtui.store.log.log_scan import scan
from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.unknown_fields import unknown_fields, with_unknown

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is drawn beside it
    timezones=st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
SECONDS = st.one_of(st.none(), st.integers(0, 10**6).map(lambda tenths: tenths / 10))
ANSWERS = st.dictionaries(
    TEXT, st.builds(Answer, value=st.one_of(st.none(), st.integers(0, 9)), at=MOMENTS, call_s=SECONDS)
)
LINKS = st.one_of(st.none(), st.builds(Link, form=TEXT, item=TEXT), st.builds(Link, goal=TEXT))
NOTES = st.builds(Note, id=TEXT, at=MOMENTS, text=TEXT, call_s=SECONDS, link=LINKS)
UNKNOWN = st.dictionaries(st.sampled_from(["mood", "weather", "übung"]), st.one_of(TEXT, st.integers()))


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    base = session(1, start=draw(MOMENTS))
    evaluation = replace(base.evaluations[0], answers=draw(ANSWERS))
    return replace(base, evaluations=(evaluation,), notes=tuple(draw(st.lists(NOTES, max_size=4))))


@given(sessions())
def test_decoding_an_encoded_session_gives_it_back(one: Session) -> None:
    assert SESSIONS.decode(SESSIONS.encode(one)) == one
    assert SESSIONS.unknown(SESSIONS.encode(one)) == {}


@given(sessions(), UNKNOWN, UNKNOWN)
def test_unknown_fields_go_back_where_they_were(
    one: Session, top: dict[str, object], deep: dict[str, object]
) -> None:
    document = msgspec.json.decode(SESSIONS.encode(one))
    document.pop("schema")
    strange = {**document, **top, "place": {**document["place"], **deep}}
    kept = unknown_fields(Session, strange)
    assert with_unknown(Session, document, kept) == strange
    again = SESSIONS.encode(one, kept)
    assert SESSIONS.decode(again) == one
    assert SESSIONS.unknown(again) == kept


@given(st.binary())
def test_bytes_that_are_no_session_are_damage_or_newer(data: bytes) -> None:
    with pytest.raises(StoreError, match=r"bad_document|newer_schema"):
        SESSIONS.decode(data)


@settings(max_examples=300)
@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
def test_bytes_changed_anywhere_are_never_read_as_something_else(
    texts: list[str], data: st.DataObject
) -> None:
    codec = PlainCodec()
    lines = [
        codec.encode(Record(n=n, put={"t": {"1": msgspec.Raw(msgspec.json.encode({"text": text}))}}), "g")
        for n, text in enumerate(texts, 1)
    ]
    whole = b"".join(lines)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, min(start + 8, len(whole))))
    changed = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        found = scan(changed, start=0, after=0, codec=codec, generation="g", file="f")
    except StoreCorrupt:
        assert changed != whole
    else:
        assert b"".join(codec.encode(record, "g") for record in found.records) == changed[: found.good]
        assert changed[: found.good] + found.torn == changed
        assert all(line in lines for line in changed[: found.good].splitlines(keepends=True))
