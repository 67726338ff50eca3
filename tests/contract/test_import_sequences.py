"""What a file put in the place of something: the store's own export can be taken in again (B7, C8)."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contract.exporting import BRIEF_C4, LIBRARY, Place, scored
from tests.contract.protected import holding
from tests.contract.sessions import ANNA, BEN, START, identity
from tests.contract.taking_in import corrected, exported, records, take

from coachtui.domain.contact import Contact
from coachtui.domain.correction import Statement
from coachtui.domain.note import Note
from coachtui.domain.privacy.erasure import without_agent
from coachtui.services.erasing import Erasing
from coachtui.store.records.erasure import Erasure

NEEDLES = ("BENS-WORDS", "BENS-NOTE", "BENS-REFERENCE")


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Place:
    """A store with a session of two agents, a contact for each, and what one of them said about it."""
    place = Place(tmp_path / "data")
    one = corrected(scored(1, BRIEF_C4, status="final"))
    own = Contact(id=identity(700), reference=NEEDLES[2])
    theirs = replace(one.evaluations[0], id=identity(701), contact_id=own.id, agent_id=BEN)
    place.put(
        replace(
            one,
            agent_ids=(ANNA, BEN),
            contacts=(*one.contacts, own),
            evaluations=(*one.evaluations, theirs),
            notes=(*one.notes, Note(id=identity(702), at=START, text=NEEDLES[1], contact_id=own.id)),
            statements=(
                *one.statements,
                Statement(id=identity(703), at=START, agent_id=BEN, text=NEEDLES[0]),
            ),
        )
    )
    for form_id in ("phone-technique", "conversation-phases"):
        form = LIBRARY.form(form_id)
        place.store.keep_content(form.id, form.version, form.source)
    return place


def without_ben(document: dict[str, Any]) -> bytes:
    """Return an export in which a session is one agent's alone; what the other said is not in it."""
    changed = copy.deepcopy(document)
    for session in changed["sessions"]:
        session["agent_ids"] = [ANNA]
        session["contacts"] = [c for c in session["contacts"] if c["reference"] != NEEDLES[2]]
        session["notes"] = [note for note in session["notes"] if note["text"] != NEEDLES[1]]
        session["statements"] = [each for each in session["statements"] if each["agent_id"] != BEN]
    changed["evaluations"] = [each for each in changed["evaluations"] if each["agent_id"] != BEN]
    return json.dumps(changed).encode()


def test_b7_no_file_takes_an_agent_out_and_the_export_can_be_taken_in(place: Place, tmp_path: Path) -> None:
    before = exported(place)
    whole = records(place.document())
    for data in (without_ben(place.document()), before, without_ben(place.document())):
        take(place.store, data, replace=True)
        assert records(place.document()) == whole
        other = Place(tmp_path / f"other{len(list(tmp_path.iterdir()))}")
        take(other.store, exported(place), replace=True)
        assert records(other.document()) == records(place.document())


def test_c8_erasing_somebody_who_was_taken_out_of_a_session_reaches_the_earlier_revisions_too(
    place: Place, tmp_path: Path
) -> None:
    """A file that an earlier version took in may have taken somebody out."""
    (session,) = place.store.every()
    rest = without_agent(session, BEN)
    assert rest is not None
    place.store.put(rest)
    Erasure(place.store).erase(BEN, START.date())
    for needle in (*NEEDLES, BEN):
        where = {Path(name).name for name in holding(tmp_path, needle)}
        assert where <= ({"erased.jsonl"} if needle == BEN else set()), needle


def test_c8_what_an_earlier_version_left_of_somebody_in_a_session_of_others_goes_too(
    place: Place, tmp_path: Path
) -> None:
    """It kept the statement and the evaluation of who was taken out (B7)."""
    (session,) = place.store.every()
    place.store.put(replace(session, agent_ids=(ANNA,)))
    Erasure(place.store).erase(BEN, START.date())
    assert [NEEDLES[0]] * 0 == holding(tmp_path, NEEDLES[0])
    (left,) = place.store.every()
    assert left.agent_ids == (ANNA,)
    assert without_agent(left, BEN) == replace(left, revision=left.revision + 1)


class _NoCopies:
    def unreachable_with(self, agent_id: str) -> list[str]:
        del agent_id
        return []

    def erase_from_copies(self, agent_id: str) -> tuple[()]:
        del agent_id
        return ()

    def of_original(self) -> list[str]:
        return []


def test_c8_the_plan_says_how_many_texts_of_others_name_the_agent(place: Place) -> None:
    anna, ben = place.store.team.agents()
    assert (anna.name, ben.remember) == ("Anna Åkesson", "Ask about Friday")
    place.store.team.put_agents([replace(ben, remember="Sits beside Anna")])
    (session,) = place.store.every()
    about_ben = replace(
        session,
        id=identity(800),
        agent_ids=(BEN,),
        contacts=(Contact(id=identity(801), reference="Åkesson 4711"),),
        evaluations=(),
        corrections=(),
        statements=(),
        drafts=(),
        marks=(),
        notes=(
            Note(id=identity(802), at=START, text="Anna Åkesson was listening"),
            Note(id=identity(803), at=START, text="nobody else"),
        ),
    )
    place.put(replace(about_ben, place=replace(about_ben.place, contact_id=identity(801))))
    erasing = Erasing(Erasure(place.store), _NoCopies(), place.clock)
    assert erasing.plan(anna).named == 3
    assert erasing.plan(ben).named == 0
