"""E4: a passphrase is the same text typed, pasted or read by a script; nothing of it is dropped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.pilot.live_stage import listening
from tests.pilot.team_stage import line_with, program_in, settled
from tests.pilot.test_protect import PASSPHRASE, key_shown, opens_with, to_protect, worked
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coachtui.cli.passphrase import Passphrases
from coachtui.ui.app import CoachApp
from coachtui.ui.widgets.masked_line import MaskedLine

pytestmark = pytest.mark.pilot

SIGNS = {
    "full-width space": "korrekt\u3000马 battery",
    "no-break space": "korrekt\u00a0horse battery",
    "narrow space": "korrekt\u202fhorse battery",
    "joined emoji": "korrekt \U0001f469\u200d\U0001f4bb battery",
    "composed letters": "cafe\u0301 au lait",
    "spaces at the ends": "  korrekt battery ",
}


async def type_signs(app: CoachApp, pilot: Pilot[int], text: str) -> None:
    """Type every character as a terminal sends it."""
    for sign in text:
        app.post_message(Key(_character_to_key(sign), sign))
    await pilot.pause()
    await settled(pilot)


def read_by_script(text: str) -> str:
    """Return what ``--passphrase-fd`` makes of a line."""
    reading, writing = os.pipe()
    os.write(writing, text.encode() + b"\n")
    os.close(writing)
    try:
        return Passphrases(reading).ask("")
    finally:
        os.close(reading)


@pytest.mark.parametrize("name", SIGNS)
async def test_e4_what_the_screen_sets_a_script_opens_and_the_screen_too(tmp_path: Path, name: str) -> None:
    text = SIGNS[name]
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        await type_signs(app, pilot, text)
        assert app.screen.query(MaskedLine).first().value == text
        await pilot.press("enter")
        app.post_message(Paste(text + "\n"))
        await settled(pilot)
        await pilot.press("enter")
        await worked(app, pilot)
        key_shown(app)
    opens_with(tmp_path, read_by_script(text))


async def test_e4_several_lines_are_refused_in_words(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        app.post_message(Paste(f"{PASSPHRASE}\nmore"))
        await settled(pilot)
        assert line_with(app, "A passphrase is one line")
        assert app.screen.query(MaskedLine).first().value == ""


async def test_e4_no_line_drops_such_a_sign(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+n")
        await type_signs(stage.app, stage.pilot, "你好\u3000再见 \U0001f469\u200d\U0001f4bb")
        await stage.press("enter")
        assert [note.text for note in stage.stored.notes] == ["你好 再见 \U0001f469\u200d\U0001f4bb"]
