"""Erasing that a kill cut off before the backups is told by a check until a backup has ended it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_backup import agents_in
from tests.contract.test_unlisted import cli, program_on

from coachtui.domain.agent import Agent
from coachtui.store.records.erasure import Erasure


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder with two backups, and one on a stick that is unplugged."""
    data = tmp_path / "data"
    program = program_on(data)
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    program.team.put_agents([Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")])
    for number, agent_id in ((1, ANNA), (2, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    program.safekeeping.daily.make()
    program.safekeeping.make_at(tmp_path / "named.zip")
    program.safekeeping.make_at(tmp_path / "usb" / "away.zip")
    (tmp_path / "usb").rename(tmp_path / "unplugged")
    program.close()
    return data


def backups(data: Path) -> list[Path]:
    return [*sorted((data / "backups").iterdir()), data.parent / "named.zip"]


def test_attack_backups_that_a_kill_left_with_somebody_erased_are_told(data: Path) -> None:
    program = program_on(data)
    Erasure(program.sessions).erase(BEN, program.clock.now().date())
    program.close()  # killed before the backups
    assert program_on(data).safekeeping.erasing.still_to_erase() == (False, tuple(map(str, backups(data))))
    program_on(data).safekeeping.daily.make()
    assert program_on(data).safekeeping.erasing.still_to_erase() == (False, ())
    assert {frozenset(agents_in(file)) for file in backups(data)} == {frozenset({ANNA})}


def test_attack_the_next_start_ends_the_erasing_that_a_kill_cut_off_before_the_backups(data: Path) -> None:
    program = program_on(data)
    Erasure(program.sessions).erase(BEN, program.clock.now().date())
    program.close()  # killed before the backups
    before = backups(data)
    assert program_on(data).safekeeping.protection.renew(waits=False) == ()
    assert program_on(data).safekeeping.erasing.still_to_erase() == (False, ())
    assert {frozenset(agents_in(file)) for file in backups(data)} == {frozenset({ANNA})}
    assert backups(data) == before


def test_attack_a_backup_made_in_the_middle_of_erasing_is_not_taken_for_one_without_them(data: Path) -> None:
    program = program_on(data)
    program.sessions.erased.begin(BEN, program.clock.now().date())  # and killed
    cut_off, owed = program_on(data).safekeeping.erasing.still_to_erase()
    assert (cut_off, owed) == (True, tuple(map(str, backups(data))))
    program_on(data).safekeeping.make_at(data.parent / "named.zip")
    program_on(data).safekeeping.daily.make()
    assert {frozenset(agents_in(file)) for file in backups(data)} == {frozenset({ANNA})}
    assert program_on(data).safekeeping.erasing.still_to_erase() == (True, ())
    program_on(data).team.agents()
    assert program_on(data).safekeeping.erasing.still_to_erase() == (False, ())


@pytest.mark.parametrize("data", [False], indirect=True)
def test_attack_check_says_what_erasing_still_owes_and_what_to_do(
    data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli(data, "check") == 0
    program_on(data).sessions.erased.begin(BEN, program_on(data).clock.now().date())
    assert cli(data, "check") == 1
    said = capfd.readouterr().err
    assert "Erasing was interrupted; it is completed when the data are next opened." in said
    assert "“coachtui backup” erases from every backup within reach." in said
    for file in backups(data):
        assert f"Still to be erased from: {file}." in said
    assert cli(data, "roster", "list") == 0
    assert cli(data, "check") == 1
    assert cli(data, "backup") == 0
    assert cli(data, "check") == 0
    assert "Ben" not in capfd.readouterr().err
