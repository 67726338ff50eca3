"""How the logs of a store are written: as plain text, or encrypted with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coachtui.store.log.log_codec import LogCodec, PlainCodec

if TYPE_CHECKING:
    from pathlib import Path

KEYS = "keys.json"
"""File with the wrapped key of a store; one that has none is in the clear."""

KEYS_COPY = "keys.copy.json"
"""The same again: one damaged byte must not make everything unreadable."""


class Seals(Protocol):
    """Gives each log of one store its codec, plain or encrypting."""

    @property
    def sealed(self) -> bool:
        """Whether the logs are encrypted."""

    @property
    def master(self) -> bytes | None:
        """The master key, or ``None`` where the logs are not encrypted."""

    def codec(self, name: str) -> LogCodec:
        """Return the codec of a log.

        Args:
            name: Its path relative to the store's folder, e.g. ``agents/<id>/2026.jsonl``.
        """


class PlainSeals:
    """The codecs of a store that is not encrypted."""

    sealed = False
    master: bytes | None = None

    def __init__(self, root: Path | None = None) -> None:
        """Take the store's folder, so that a store that has a key by now is not written to in the clear."""
        self._keys = root / KEYS if root is not None else None

    def codec(self, name: str) -> LogCodec:  # noqa: ARG002 - a sealed one depends on it
        """Return the codec of a log, which is the same for each."""
        return PlainCodec(self._keys)
