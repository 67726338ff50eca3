"""Logs with bytes after their last line, or with lines in another order: what is sound is all kept."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from tests.contract.exporting import scored
from tests.contract.protected import PASSPHRASE
from tests.contract.sessions import ANNA, BEN
from tests.contract.test_unlisted import cli, found, program_on

from coachtui.domain.agent import Agent

ANNAS = f"agents/{ANNA}/2026.jsonl"
NOISE = {"bytes": bytes(range(128, 250)), "lines": b"\x00\xff\n\n#\n", "cut off": b'{"n":99,"put":{"sess'}


@pytest.fixture(name="data", params=[False, True], ids=["plain", "sealed"])
def _data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    data = tmp_path / "data"
    program = program_on(data)
    if request.param:
        program.protection.encrypt(PASSPHRASE)
        program.renew()
    for agent in (Agent(id=ANNA, name="Anna Berg"), Agent(id=BEN, name="Ben Dahl")):
        program.team.put_agents([agent])
    for number, agent_id in ((1, ANNA), (2, ANNA), (3, BEN)):
        program.sessions.put(scored(number, "pickup 1", agent_id=agent_id, status="final"))
    program.close()
    assert found(program_on(data)) == []
    return data


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("name", [ANNAS, "team.jsonl"])
def test_attack_bytes_after_the_last_line_are_kept_beside_and_nothing_is_lost(
    data: Path, noise: str, name: str
) -> None:
    log = data / "store" / name
    log.write_bytes(log.read_bytes() + NOISE[noise])
    hit = log.read_bytes()
    assert found(program_on(data)) == [(f"store/{name}", "torn_tail")]
    mended, report = program_on(data).salvage()
    assert [(each.file, each.lost) for each in mended] == [(name, ())]
    assert report.findings == ()
    assert (data / "store" / mended[0].kept_as).read_bytes() == hit
    program = program_on(data)
    assert {agent.name for agent in program.team.agents()} == {"Anna Berg", "Ben Dahl"}
    assert len(program.sessions.of_agent(ANNA)) == 2
    assert program_on(data).salvage()[0] == []


@pytest.mark.parametrize("data", [False], indirect=True)
def test_attack_after_a_salvage_of_bytes_at_the_end_check_has_nothing_to_say(data: Path) -> None:
    log = data / "store" / ANNAS
    log.write_bytes(log.read_bytes() + NOISE["bytes"])
    assert cli(data, "check") == 1
    assert cli(data, "check", "--salvage") == 0
    assert cli(data, "check") == 0


def test_attack_lines_in_another_order_lose_nobody(data: Path) -> None:
    log = data / "store" / "team.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    for order in list(permutations(range(len(lines))))[1::7][:12]:
        log.write_bytes(b"".join(lines[place] for place in order))
        assert found(program_on(data)) != []
        mended, report = program_on(data).salvage()
        assert [(each.file, each.lost) for each in mended] == [("team.jsonl", ())], order
        assert report.findings == ()
        assert {agent.name for agent in program_on(data).team.agents()} == {"Anna Berg", "Ben Dahl"}


def test_attack_lines_in_another_order_of_which_one_is_gone_are_told_as_lost(data: Path) -> None:
    log = data / "store" / ANNAS
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[2:], lines[0]]))
    mended, report = program_on(data).salvage()
    assert [(each.file, len(each.lost)) for each in mended] == [(ANNAS, 1)]
    assert report.findings == ()
