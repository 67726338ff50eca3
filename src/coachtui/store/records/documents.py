"""Encoding of sessions, agents and the lead as JSON documents; documents of older schemas are upgraded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import StoreCorrupt, StoreError, StoreNewer
from coachtui.domain.session import Session
from coachtui.store.log.log_codec import SCHEMA
from coachtui.store.records.unknown_fields import unknown_fields, with_unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Value = TypeVar("_Value")

_PREFIX = b'{"schema":%d,' % SCHEMA
_ENCODER = msgspec.json.Encoder()

UPCASTS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From each earlier schema to the one after it: pure, dict to dict."""


class DocumentCodec(Generic[_Value]):
    """Encodes one type of domain value as documents with a schema number, and decodes them.

    Fields a document holds and this version does not know are kept when the value is stored again, so
    that another version's additions survive a round through this one.
    """

    def __init__(self, kind: type[_Value]) -> None:
        self._kind = kind
        self._decoder = msgspec.json.Decoder(kind)

    def encode(self, value: _Value, kept: dict[str, Any] | None = None) -> bytes:
        """Return a value as a JSON document.

        Args:
            value: The value.
            kept: Unknown fields of the document it takes the place of.

        Raises:
            StoreError: ``unstorable``: a text JSON cannot hold, such as half a surrogate pair.
        """
        try:
            fresh = _ENCODER.encode(value)
        except (TypeError, ValueError, OverflowError):
            raise StoreError("unstorable", kind=self._kind.__name__.lower()) from None
        if not kept:
            return _PREFIX + fresh[1:]
        document = with_unknown(self._kind, msgspec.json.decode(fresh), kept)
        return _ENCODER.encode({"schema": SCHEMA, **document})

    def unknown(self, stored: bytes | None) -> dict[str, Any]:
        """Return the fields of a stored document that this version does not know; none without a document.

        Raises:
            StoreNewer: The document is of a newer version.
            StoreCorrupt: It does not have the shape of its kind.
        """
        if stored is None:
            return {}
        self.decode(stored)
        document = _brought_up(msgspec.json.decode(stored))
        document.pop("schema")
        return unknown_fields(self._kind, document)

    def decode(self, document: bytes) -> _Value:
        """Return the value that a JSON document holds; one of an older schema is upgraded first.

        Raises:
            StoreNewer: It is of a newer version.
            StoreCorrupt: It does not have the shape of its kind.
        """
        try:
            if document.startswith(_PREFIX):
                return self._decoder.decode(document)
            raw = msgspec.json.decode(document)
            if not isinstance(raw, dict):
                raise self._misshapen()
            return msgspec.convert(_brought_up(raw), self._kind, strict=False)
        except msgspec.MsgspecError:
            raise self._misshapen() from None

    def _misshapen(self) -> StoreCorrupt:
        return StoreCorrupt("bad_document", kind=self._kind.__name__.lower())


def _brought_up(document: dict[str, Any]) -> dict[str, Any]:
    schema = document.get("schema", 0)
    if schema > SCHEMA:
        raise StoreNewer("newer_schema", version=schema, known=SCHEMA)
    for version in range(schema, SCHEMA):
        upcast = UPCASTS.get(version)
        if upcast is None:
            raise StoreCorrupt("bad_document", schema=version)
        document = {**upcast(document), "schema": version + 1}
    return document


SESSIONS = DocumentCodec(Session)
AGENTS = DocumentCodec(Agent)
LEADS = DocumentCodec(Lead)
