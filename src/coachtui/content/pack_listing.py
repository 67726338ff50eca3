"""Listing and printing of packs, reading only their heads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coachtui.content.library import PACKS
from coachtui.domain.errors import ContentError
from coachtui.domain.toml_text import read_toml
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The listing of a pack; ``kind`` is ``model``, ``form`` or ``catalogue``."""

    id: str
    kind: str
    version: int
    name: Wording


def packs(folder: Path = PACKS) -> Iterator[Pack]:
    """Yield the listing of every pack: models, forms, catalogues, each by id.

    Raises:
        ContentError: ``bad_pack`` when the head of one cannot be read.
    """
    order = ("model", "form", "catalogue")
    heads = [_head(path) for path in folder.glob("*.toml")]
    yield from sorted(heads, key=lambda pack: (order.index(pack.kind), pack.id))


def pack_text(pack_id: str, folder: Path = PACKS) -> str:
    """Return the TOML text of a pack, in all languages.

    Raises:
        ContentError: ``no_such_pack``.
    """
    for path in sorted(folder.glob("*.toml")):
        if path.stem.partition("-")[2] == pack_id:
            return path.read_text("utf-8")
    raise ContentError("no_such_pack", id=pack_id)


def _head(path: Path) -> Pack:
    """Return the tables before the first list of a pack; a listing needs no more."""
    try:
        table = read_toml(path.read_text("utf-8").partition("\n[[")[0])
        return Pack(id=table["id"], kind=table["kind"], version=table["version"], name=table["name"])
    except (OSError, ValueError, KeyError) as error:
        raise ContentError("bad_pack", file=path.name, line=1, reason="unreadable", key="") from error
