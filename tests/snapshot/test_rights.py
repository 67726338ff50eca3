"""What an agent may ask for: the screens to see together, to write the agent's own files, and to erase."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.pilot.rights_stage import group_of, with_private
from tests.pilot.team_stage import NOW, put_session, settled
from tests.snapshot.picture import hold_against, picture
from tests.snapshot.test_screens import BOTH, a_team, press, to_anna

from coachtui.bootstrap import LocalProgram
from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.note import Note
from coachtui.domain.session import ModelRef, StepRecord
from coachtui.i18n import use_language
from coachtui.ui.app import CoachApp

SIZES = [(120, 36), (80, 24)]
KEYS = {"see": ("f3",), "own-export": ("f4",), "erase": ("ctrl+x",)}


def a_full_record(folder: Path) -> LocalProgram:
    """The team; the first agent has a call with phases and a hold, notes, a model, and a session of two."""
    program = a_team(folder)
    first, second = program.team.agents()[:2]
    program.team.put_agents([replace(first, alias="Anna", remember="Kort och vänligt")])
    plain = put_session(program, first, 0)
    contact = Contact(
        id=plain.contacts[0].id,
        reference="2026-4711",
        channel="phone",
        started_at=NOW,
        duration_s=300.0,
        phases=(
            PhaseStretch(phase="contact", at_s=0, until_s=75),
            PhaseStretch(phase="mapping", at_s=75, until_s=300),
        ),
        holds=(Hold(at_s=100, until_s=230),),
    )
    text = "Says the customer's name and sums up before the call ends; calmer than Bosse. 说得清楚。 " * 2
    note = Note(id=program.ids.new(), at=NOW, text=text, call_s=134.0, contact_id=contact.id, tag="strength")
    model = program.content.model("grow")
    step = model.steps[0]
    ref = ModelRef(id="grow", version=model.version)
    record = StepRecord(
        model="grow", step=step.id, seconds=61, fields={step.fields[0].id: "Shorter calls"}, done=True
    )
    program.sessions.put(
        replace(plain, contacts=(contact,), notes=(note,), models=(ref,), model=ref, steps=(record,))
    )
    group_of(program, second, first)
    with_private(program, put_session(program, first, 2))
    stick = folder / "stick"
    stick.mkdir()
    program.safekeeping.make_at(stick / "coachtui-2026-11-02.zip")
    stick.rename(folder / "drawer")
    vars(program.files)["documents"] = lambda: Path("/home/kari/Documents/coachtui")
    return program


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", KEYS)
async def test_rights(tmp_path: Path, name: str, size: tuple[int, int], language: str) -> None:
    use_language(language)
    app = CoachApp(a_full_record(tmp_path), None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(app, pilot, *to_anna(language), "enter", *KEYS[name])
        hold_against(f"{name}-{language}-{size[0]}x{size[1]}", picture(app.screen))
