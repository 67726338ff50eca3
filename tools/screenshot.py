"""Take the picture of the README, a live session of the sample team: screenshot.py FILE.svg.

The store is made in a folder that is thrown away; nothing of the user's own is read. To get a PNG:
`rsvg-convert -w 1600 FILE.svg -o docs/screenshot.png`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from coachtui.bootstrap import open_program
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp

SIZE = (120, 36)
KEYS = (
    *("ctrl+r", "1", "1", "2", "1", "2", "2", "1", "2", "slash", "asterisk", "space"),
    *("ctrl+f", "1", "1"),
    *(
        "ctrl+l",
        *"Stayed calm and warm",
        "enter",
        "enter",
        *"Let him finish and named the worry first",
        "down",
        "enter",
    ),
    *("f3", "1", "f5"),
)
NAMES = {" ": "space"}


async def picture() -> str:
    """Return the screen as SVG after a few answers, notes and a phase."""
    with tempfile.TemporaryDirectory() as folder:
        program = open_program(data_dir=folder, config_dir=folder, demo=True)
        program.ensure_demo()
        agent = next(agent for agent in program.team.agents() if agent.name.startswith("Ingrid"))
        app = CoachApp(program, LiveRequest(agent_id=agent.id))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            for key in KEYS:
                await pilot.press(NAMES.get(key, key))
            await pilot.pause(1.2)
            svg = app.export_screenshot(title="coachtui")
            if app.work.open_session is not None:
                app.work.open_session.leave()
    # Renderers strip the spaces that a text begins with unless they are told to keep them.
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(picture()), encoding="utf-8")
