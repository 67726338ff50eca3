"""An export without names, from a real store: nothing in it leads to anybody."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import BRIEF_C4, EVERYTHING, LIBRARY, Place, check_against_schema, scored
from tests.contract.protected import PASSPHRASE, holding
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import StoreCorrupt, StoreError
from coachtui.domain.note import Link, Note
from coachtui.services.export import ExportFilter, Selection
from coachtui.services.pseudonymous_export import IdentifyingWords, PseudonymousExport
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms
from coachtui.store.records.session_store import LogSessionStore

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TEXT = "Åkessons kund: anna, ANNA ÅKESSON, 王小明 (小明), Lea; case 2026-4711, kim@firma.no"
NAMES = ("Anna", "Åkesson", "王小明", "小明", "Lea", "2026-4711", "kim@firma")


def pseudonyms(root: Path, protection: StoreProtection | None = None) -> LogPseudonyms:
    """The pseudonyms of a store, opened afresh as another process would."""
    seals = (protection or StoreProtection(root)).seals()
    return LogPseudonyms(root / PSEUDONYMS, StoreLock(root / ".lock"), seals)


def nameless(place: Place, form: str = "json", wanted: ExportFilter = EVERYTHING, *leave: str) -> bytes:
    selection = place.export.select(wanted)
    assert selection is not None
    source = PseudonymousExport(place.store.team, pseudonyms(place.store.root)).source(selection, leave)
    return b"".join(place.export.document(source, "jsonl" if form == "jsonl" else "json", pseudonymous=True))


def furnish(place: Place) -> None:
    """Two agents' sessions with their names in every text."""
    link = Link(goal=identity(77))
    noted = Note(id=identity(9), at=START, text=TEXT, contact_id=identity(702), link=link)
    made = scored(7, BRIEF_C4, text=TEXT)
    drafts = (replace(made.drafts[0], text=TEXT, note_id=identity(9), contact_id=identity(702)),)
    place.put(replace(made, notes=(*made.notes, noted), drafts=drafts), session(8, agent_id=BEN, text=TEXT))


def identifiers(value: Any) -> set[str]:
    """Everything in a document that is shaped as an id."""
    return set(UUID7.findall(json.dumps(value)))


def texts(document: dict[str, Any]) -> Iterator[str]:
    for each in document["sessions"]:
        yield from (entry["text"] for entry in (*each["notes"], *each["drafts"]))
        yield from (text for step in each["steps"] for text in step["fields"].values())


def test_it_is_a_valid_export_that_says_what_it_is(place: Place) -> None:
    furnish(place)
    document = json.loads(nameless(place))
    check_against_schema(document)
    assert document["pseudonymous"] is True
    assert place.document()["pseudonymous"] is False


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_no_byte_of_it_names_anybody(place: Place, form: str) -> None:
    furnish(place)
    data = nameless(place, form).decode()
    words = "".join(c if c.isalpha() else " " for c in data).casefold().split()
    for name in NAMES:
        assert name.casefold() not in (data.casefold() if "-" in name or "@" in name else words)
    assert "小明" not in data
    assert "Friday" not in data
    assert '"Red"' not in data


def test_ids_are_others_and_the_same_every_time(place: Place) -> None:
    furnish(place)
    before, after = place.document(), json.loads(nameless(place))
    assert identifiers(before) & identifiers(after) == set()
    assert len(identifiers(before)) == len(identifiers(after))
    again = json.loads(nameless(place, "json", ExportFilter(agent_id=ANNA)))
    assert again["sessions"] == [
        each for each in after["sessions"] if each["agent_ids"] == again["sessions"][0]["agent_ids"]
    ]
    assert len(again["sessions"]) == len(again["agents"]) == 1
    assert identifiers(again) < identifiers(after)


def test_records_still_fit_together(place: Place) -> None:
    furnish(place)
    document = json.loads(nameless(place))
    agents = {agent["id"] for agent in document["agents"]}
    sessions = {each["id"]: each for each in document["sessions"]}
    assert {agent for each in sessions.values() for agent in each["agent_ids"]} == agents
    for evaluation in document["evaluations"]:
        owner = sessions[evaluation["session_id"]]
        assert evaluation["agent_id"] in agents
        assert evaluation["contact_id"] in {contact["id"] for contact in owner["contacts"]}
        assert evaluation["rater"]["id"] == owner["lead_id"] == document["lead"]["id"]
    (edited,) = [draft for draft in sessions[_of(place, 7)]["drafts"] if draft["note_id"]]
    assert edited["note_id"] in {note["id"] for note in sessions[_of(place, 7)]["notes"]}
    assert edited["contact_id"] == sessions[_of(place, 7)]["contacts"][0]["id"]


def _of(place: Place, number: int) -> str:
    return pseudonyms(place.store.root).of(identity(number))


def test_what_is_no_name_stays(place: Place) -> None:
    furnish(place)
    before, after = place.document(), json.loads(nameless(place))
    for name in ("answers", "score"):
        stored = [json.dumps(evaluation[name]) for evaluation in before["evaluations"]]
        assert sorted(stored) == sorted(json.dumps(evaluation[name]) for evaluation in after["evaluations"])
    assert {e["started_at"] for e in before["sessions"]} == {e["started_at"] for e in after["sessions"]}
    assert list(texts(after))[:1] == ["[…]s kund: […], […] […], […] ([…]), […]; case […], […]"]
    people = [(a["name"], a["alias"], a["team"], a["start_date"], a["remember"]) for a in after["agents"]]
    assert people == [("", "", "", None, "")] * 2
    assert {(a["language"], a["status"]) for a in after["agents"]} == {("sv", "active"), (None, "left")}
    assert after["lead"]["name"] == ""
    assert {contact["reference"] for each in after["sessions"] for contact in each["contacts"]} == {""}
    assert {entry["pack"] for entry in after["content"]} == {""}


def test_words_are_offered_with_how_often_they_occur(place: Place) -> None:
    place.store.team.put_agents([Agent(id=ANNA, name="Kim Will"), Agent(id=BEN, name="Joost Berg")])
    text = "Will kim will? 0701234567, a@b.no; Kim WILL. ref 2026-4711"
    place.put(replace(session(7, text=text), drafts=(), steps=()))
    selection = place.export.select(EVERYTHING)
    assert selection is not None
    use = PseudonymousExport(place.store.team, pseudonyms(place.store.root))
    assert use.words_in(selection) == IdentifyingWords(
        names={"Will": 3, "kim": 2}, doubtful={"Will": 3, "kim": 2}, references=1, numbers=1, addresses=1
    )
    assert not (place.store.root / PSEUDONYMS).exists()
    assert list(texts(json.loads(nameless(place, "json", EVERYTHING, "WILL")))) == [
        "Will […] will? […], […]; […] WILL. ref […]"
    ]


def test_the_time_of_an_id_is_not_told(place: Place) -> None:
    given = pseudonyms(place.store.root)
    times = [int(given.of(identity(number)).replace("-", "")[:12], 16) for number in range(200)]
    rising = sum(one < other for one, other in pairwise(times))
    assert len(set(times)) == 200
    assert 60 < rising < 140
    assert all(UUID7.fullmatch(given.of(identity(number))) for number in range(200))
    assert given.of("") == ""
    assert UUID7.fullmatch(given.of("no uuid at all"))


def test_the_key_is_private_random_and_stays(place: Place, tmp_path: Path) -> None:
    first = pseudonyms(place.store.root)
    made = first.of(ANNA)
    path = place.store.root / PSEUDONYMS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert pseudonyms(place.store.root).of(ANNA) == made
    assert path.read_bytes() == before
    assert ANNA.encode() not in before
    other = LogPseudonyms(tmp_path / "other" / PSEUDONYMS, StoreLock(tmp_path / "other" / ".lock"))
    assert other.of(ANNA) != made


def test_two_windows_agree_on_one_key(place: Place) -> None:
    """Both found none; the slower one takes what the faster one has kept meanwhile."""
    slow, fast = pseudonyms(place.store.root), pseudonyms(place.store.root)
    assert slow._stored() is None
    made = fast.of(ANNA)
    assert slow._made() == fast._stored()
    assert slow.of(ANNA) == made


def test_the_pseudonym_is_the_one_of_the_document(place: Place) -> None:
    """HMAC-SHA-256, computed here by the words of docs/data-format.md alone."""
    import base64
    import hashlib
    import hmac

    given = pseudonyms(place.store.root).of(ANNA).replace("-", "")
    record = json.loads((place.store.root / PSEUDONYMS).read_bytes().split(b"\n")[1])
    key = base64.b64decode(record["put"]["pseudonyms"]["1"]["key"])
    digest = hmac.new(key, ANNA.encode(), hashlib.sha256).hexdigest()
    assert len(key) == 32
    assert (given[:12], given[13:16], given[17:]) == (digest[:12], digest[13:16], digest[17:32])


def test_the_key_is_sealed_rekeyed_and_opened_again(place: Place) -> None:
    root = place.store.root
    furnish(place)
    made = pseudonyms(root).of(ANNA)
    secret = json.loads((root / PSEUDONYMS).read_bytes().split(b"\n")[1])["put"]["pseudonyms"]["1"]["key"]
    place.store.close()
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    assert holding(root.parent, secret) == []
    assert pseudonyms(root, protection).of(ANNA) == made
    assert verify(root, seals=protection.seals()).findings == ()
    protection.rekey(PASSPHRASE)
    assert pseudonyms(root, protection).of(ANNA) == made
    protection.decrypt()
    assert pseudonyms(root).of(ANNA) == made


def test_a_key_first_made_in_a_sealed_store_is_sealed(place: Place) -> None:
    place.store.close()
    protection = StoreProtection(place.store.root)
    protection.encrypt(PASSPHRASE)
    made = pseudonyms(place.store.root, protection).of(ANNA)
    assert b'"key"' not in (place.store.root / PSEUDONYMS).read_bytes()
    again = StoreProtection(place.store.root)
    again.unlock(PASSPHRASE)
    assert pseudonyms(place.store.root, again).of(ANNA) == made


def test_the_key_is_in_backups_and_a_lost_one_is_told_and_not_made_anew(place: Place, tmp_path: Path) -> None:
    root = place.store.root
    made = pseudonyms(root).of(ANNA)
    seals = StoreProtection(root).seals
    keeping = StoreBackups(root, seals, place.clock.now, version="1", folders=(tmp_path / "backups",))
    file = keeping.daily.make()
    (root / PSEUDONYMS).unlink()
    with pytest.raises(StoreCorrupt, match="log_lost"):
        pseudonyms(root).of(ANNA)
    keeping.restoring.restore(file)
    assert pseudonyms(root).of(ANNA) == made


def test_a_damaged_key_is_told_and_not_made_anew(place: Place) -> None:
    pseudonyms(place.store.root).of(ANNA)
    path = place.store.root / PSEUDONYMS
    whole = path.read_bytes()
    for key in (b"AAAA", b"****"):
        log = path.with_name("spoilt.jsonl")
        log.unlink(missing_ok=True)
        _store_key(log, place, key.decode())
        with pytest.raises(StoreCorrupt) as refused:
            LogPseudonyms(log, StoreLock(place.store.root / ".lock")).of(ANNA)
        assert refused.value.code == "bad_document"
    path.write_bytes(whole[:-3].replace(b'"key":"', b'"key":"!') + whole[-3:] + b'{"n":2}\n')
    with pytest.raises(StoreError):
        pseudonyms(place.store.root).of(ANNA)


def _store_key(log: Path, place: Place, key: str) -> None:
    from coachtui.store.log.log_table import KeyedDB

    table = KeyedDB(log, lock=StoreLock(place.store.root / ".lock")).keyed("pseudonyms")
    table.put_encoded({"1": json.dumps({"schema": 1, "key": key}).encode()})


def test_an_empty_store_gets_no_key(tmp_path: Path) -> None:
    root = tmp_path / "none"
    store = LogSessionStore(root, lambda: START)
    source = PseudonymousExport(store.team, pseudonyms(root)).source(
        Selection(store, store.team, LIBRARY, EVERYTHING), ["word"]
    )
    assert (list(source.sessions()), list(source.agents([])), source.lead()) == ([], [], None)
    assert not root.exists()


def test_a_lead_without_a_name_is_nobody(place: Place) -> None:
    place.store.team.put_lead(Lead(id=identity(1)))
    furnish(place)
    document = json.loads(nameless(place))
    assert document["lead"] == {"id": pseudonyms(place.store.root).of(identity(1)), "name": ""}
