"""What is left of an agent in the files of a laptop, its backups too."""

from __future__ import annotations

import zipfile
from pathlib import Path

ID_ONLY = ("/erased.jsonl", "/copies.jsonl")


def traces(folder: Path, agent_id: str) -> list[str]:
    """Return the files under a folder, those in backups too, that say anything about an agent.

    That there was an agent of this random id may be said in two logs and in what was cut off from them.
    """
    found: list[str] = []
    for path in folder.rglob("*"):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                inside = {name: archive.read(name) for name in archive.namelist()}
        else:
            inside = {"": path.read_bytes() if path.is_file() else b""}
        for name, data in inside.items():
            where = f"{path.relative_to(folder)}/{name}"
            told = not where.removesuffix("/").removesuffix(".torn").endswith(ID_ONLY)
            if agent_id in where or (told and agent_id.encode() in data):
                found.append(where)
    return found
