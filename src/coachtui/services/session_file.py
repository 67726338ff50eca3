"""Export of a single session or record as a JSON file in a folder of the lead's choice (R90)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.session import Session
from coachtui.domain.text import clean_line

if TYPE_CHECKING:
    from datetime import date

    from coachtui.domain.record import AnyRecord
    from coachtui.services.ports import Files
    from coachtui.services.program import Program

NAME_LENGTH = 60
"""Most characters of the name of a file, its ending included."""

_ENDING = ".json"
_SEALED_ENDING = ".coachtui"
_ROOM = NAME_LENGTH - len("2026-01-01-") - len(_SEALED_ENDING)


def write_session(program: Program, session: Session, agent: Agent, folder: Path) -> Path:
    """Write a session, saved or not, as JSON and return the path of the new file.

    Private parts are left out.

    Raises:
        Refused: ``agent_erased``: another window has erased the agent; nothing was written.
        StoreError: ``cannot_write`` with the folder, or a form of the session cannot be read.
    """
    data = program.export.session_json(session)
    program.roster.reload(agent)
    return program.files.write_new(folder, session_file_name(session, agent), data)


def write_rescue(program: Program, record: AnyRecord, agent: Agent, folder: Path) -> Path:
    """Write a session or record that cannot be saved as a rescue file and return its path.

    It is complete and as protected as the store, for it stands in for the store: ``coachtui import`` imports
    it.

    Raises:
        StoreError: ``cannot_write`` with the folder, or a form of a session cannot be read.
    """
    if isinstance(record, Session):
        data = program.export.session_json(record, whole=True)
        name = session_file_name(record, agent)
    else:
        data = program.export.record_json(record)
        name = file_name(program.clock.now().date(), agent, _ENDING)
    if program.protection.state() != "off":
        data = program.protection.seal_file(data)
        name = name.removesuffix(_ENDING) + _SEALED_ENDING
    return program.files.write_new(folder, name, data)


def session_file_name(session: Session, agent: Agent) -> str:
    """Return the file name for a session: its local date, then the agent's alias or name as a slug.

    Where neither has a letter or digit, a part of the agent's id is used. As it starts with the date, it is
    never a path, hidden, an option or a reserved name.
    """
    return file_name(session.started_at.date(), agent, _ENDING)


def file_name(day: date, agent: Agent, ending: str) -> str:
    """Return the file name for a file about an agent and a day; see ``session_file_name``."""
    return f"{file_stem(day, agent)}{ending}"


def file_stem(day: date, agent: Agent) -> str:
    """Return the file name for an agent and a day without ending."""
    return f"{day.isoformat()}-{next(_slugs(agent))}"


def agent_file_names(agent: Agent, names: Iterable[str]) -> list[str]:
    """Return those of the given file names that are exports about an agent, of any day."""
    slugs = "|".join(map(re.escape, _slugs(agent)))
    pattern = re.compile(rf"\d{{4}}-\d\d-\d\d-(?:{slugs})(?:-\d+)?\.(?:json|md|html|coachtui)")
    return [name for name in names if pattern.fullmatch(name)]


def _slugs(agent: Agent) -> Iterator[str]:
    """Yield the slugs of an agent, the one in use first."""
    for text in (agent.alias, agent.name, agent.id[-12:]):
        slug = _slug(text, _ROOM)
        if slug:
            yield slug


def _slug(text: str, room: int) -> str:
    plain = "".join(c if c.isalnum() else " " for c in text.casefold())
    return "-".join(plain.split())[:room].strip("-")


def chosen_folder(typed: str, files: Files) -> Path:
    """Return the folder that a typed text means.

    Args:
        typed: A whole path, one that begins with ``~`` or ``~user``, or the name of a folder beside the
            proposed one, which an empty text means.
        files: The port that proposes a folder.

    Raises:
        Refused: It names nothing on this computer.
    """
    text = clean_line(typed)
    if not text:
        return files.documents()
    if text.startswith("~") or Path(text).is_absolute():
        return files.named(text)
    return files.documents().parent / text
