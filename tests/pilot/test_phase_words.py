"""Newcomer 23: phases are named, never shown by their ids, whatever form of the program is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import INGRID, finish, shown, take_seat, told
from tests.pilot.team_stage import settled

from coachtui.content.library import Library
from coachtui.domain.wording import in_language
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.export import ExportFilter
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.reading.screen import SessionReading

pytestmark = pytest.mark.pilot

LIBRARY = Library()
OTHERS = tuple(form_id for form_id in LIBRARY.form_ids() if not LIBRARY.form(form_id).phases)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_23_ribbon_and_review_name_the_phases(tmp_path: Path, language: str) -> None:
    seat = take_seat(tmp_path)
    names = {phase: in_language(name, language) for phase, name in LIBRARY.phase_names().items()}
    use_language(language)
    app = CoachApp(seat.program, LiveRequest(agent_id=INGRID.id, form_ids=OTHERS))
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("ctrl+r")
        seat.clock.pass_(30)
        await pilot.press("ctrl+f")
        seat.clock.pass_(60)
        text = shown(app)
        assert all(name in text for name in names.values())
        ribbon = text.split("\n")[1]
        for name in names.values():
            ribbon = ribbon.replace(name, "")
        assert not [phase for phase in names if phase in ribbon]
        assert names["mapping"] in told(app)
        await pilot.press("f8")
        text = shown(app)
        assert all(name in text for name in names.values())
        assert app.work.open_session is not None
        app.work.open_session.leave()


async def test_newcomer_23_record_and_text_name_them_too(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = CoachApp(seat.program, LiveRequest(agent_id=INGRID.id, form_ids=("written",)))
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("ctrl+r")
        seat.clock.pass_(30)
        await pilot.press("ctrl+f")
        seat.clock.pass_(60)
        await pilot.press("ctrl+r", "f8")
        await finish(app, pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert "Phase 2 Needs mapping" in shown(app)
    selection = seat.program.export.select(ExportFilter())
    assert selection is not None
    text = b"".join(seat.program.text_export.text_document(selection)).decode()
    assert "Phase 2 Needs mapping: 01:00" in text
