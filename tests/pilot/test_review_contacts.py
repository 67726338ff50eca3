"""Several contacts in the closing review: each key is about one of them, and says which."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.pilot.live_stage import PAUSE, Stage, listening
from tests.pilot.sitting_down import shown

from coachtui.ui.review.lines import BrokeOff, Reference
from coachtui.ui.review.rows import ReviewRows
from coachtui.ui.review.screen import ReviewScreen


@asynccontextmanager
async def two_contacts(where: Path) -> AsyncIterator[Stage]:
    """The review of an incomplete contact and of the next one, which runs."""
    async with listening(where, (80, 24)) as stage:
        await stage.press("ctrl+r", "1", PAUSE, "ctrl+r", PAUSE, "ctrl+r", PAUSE, "1", PAUSE, "f8")
        assert isinstance(stage.app.screen, ReviewScreen)
        assert len(stage.open_session.session.contacts) == 2
        yield stage


def the_rows(stage: Stage) -> ReviewRows:
    return stage.app.screen.query_one(ReviewRows)


def references(stage: Stage) -> list[str]:
    return [contact.reference for contact in stage.open_session.session.contacts]


async def test_attack_l2_a_letter_begins_the_reference_of_the_contact_that_runs(tmp_path: Path) -> None:
    async with two_contacts(tmp_path) as stage:
        await stage.press(*"K77")
        assert "Reference · Contact 2" in shown(stage.app)
        assert stage.said == "Reference, never a customer's name"
        await stage.press("enter")
        assert references(stage) == ["", "K77"]
        assert stage.said == "The reference is kept: Contact 2."
        target = the_rows(stage).target
        assert isinstance(target, Reference)
        assert target.contact.id == stage.open_session.session.contacts[1].id


async def test_attack_l2_who_went_to_a_row_means_its_contact(tmp_path: Path) -> None:
    async with two_contacts(tmp_path) as stage:
        await stage.press("down", PAUSE, *"K77")
        assert "Reference · Contact 1" in shown(stage.app)
        await stage.press("enter")
        assert references(stage) == ["K77", ""]
        assert stage.said == "The reference is kept: Contact 1."


async def test_a_reference_that_is_given_up_is_not_said_to_be_kept(tmp_path: Path) -> None:
    async with two_contacts(tmp_path) as stage:
        await stage.press(*"K77", PAUSE, "escape")
        assert references(stage) == ["", ""]
        assert stage.said == ""


async def test_attack_l2_broke_off_again_takes_that_back_on_the_same_contact(tmp_path: Path) -> None:
    async with two_contacts(tmp_path) as stage:
        first = stage.open_session.session.contacts[0]
        for broken in (False, True, False):
            await stage.press("7")
            stage.clock.pass_(1)
            assert [c.broken_off for c in stage.open_session.session.contacts] == [broken, False]
        assert stage.said.startswith("Contact 1: ")
        target = the_rows(stage).target
        assert isinstance(target, BrokeOff)
        assert target.contact.id == first.id


async def test_the_channel_says_whose_it_is(tmp_path: Path) -> None:
    async with two_contacts(tmp_path) as stage:
        await stage.press("k", "enter", PAUSE, "down", PAUSE, "right")
        assert [c.channel for c in stage.open_session.session.contacts] == [None, "phone"]
        assert stage.said == "Contact 2: phone"
