"""Loading of a pack: parsing and validation."""

from __future__ import annotations

from typing import Any

from coachtui.content.check import parse_pack
from coachtui.content.names import Known
from coachtui.domain.errors import ContentError


def load_pack(
    text: str, filename: str, kind: str, *, shipped: bool, known: Known | None = None
) -> dict[str, Any]:
    """Return the tables of a valid pack.

    Args:
        text: The pack as TOML.
        filename: Its name, for the error and for shipped packs checked against the id.
        kind: The expected kind: ``form``, ``model`` or ``catalogue``.
        shipped: Whether all five languages are needed (R12).
        known: Ids the pack may refer to.

    Raises:
        ContentError: ``bad_pack`` with file, line, reason and key of the first finding.
    """
    pack, findings = parse_pack(text, filename, shipped=shipped, known=known)
    if findings:
        first = findings[0]
        raise ContentError("bad_pack", file=filename, line=first.line, reason=first.reason, key=first.key)
    if pack["kind"] != kind:
        raise ContentError("bad_pack", file=filename, line=1, reason="unknown_kind", key="kind")
    return pack
