"""The packs as they lie there: listed by what stands at their head, and shown as they are written."""

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
    """A content pack as it is listed; ``kind`` is ``model``, ``form`` or ``catalogue``."""

    id: str
    kind: str
    version: int
    name: Wording


def packs(folder: Path = PACKS) -> Iterator[Pack]:
    """Yield every pack: models, forms, catalogues, each by id.

    Raises:
        ContentError: ``bad_pack`` when the head of one cannot be read.
    """
    order = ("model", "form", "catalogue")
    heads = [_head(path) for path in folder.glob("*.toml")]
    yield from sorted(heads, key=lambda pack: (order.index(pack.kind), pack.id))


def pack_text(pack_id: str, folder: Path = PACKS) -> str:
    """Return a pack as it is written, all languages.

    Raises:
        ContentError: ``no_such_pack``.
    """
    for path in sorted(folder.glob("*.toml")):
        if path.stem.partition("-")[2] == pack_id:
            return path.read_text("utf-8")
    raise ContentError("no_such_pack", id=pack_id)


def _head(path: Path) -> Pack:
    """Read what stands before the first list of a pack; the rest need not be parsed for a list."""
    try:
        table = read_toml(path.read_text("utf-8").partition("\n[[")[0])
        return Pack(id=table["id"], kind=table["kind"], version=table["version"], name=table["name"])
    except (OSError, ValueError, KeyError) as error:
        raise ContentError("bad_pack", file=path.name, line=1, reason="unreadable", key="") from error
