"""Decoding of records of the JSON export into domain values, with types, ids and references checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import BadInput, Refused
from coachtui.domain.incoming import PackCopy
from coachtui.domain.session import Session
from coachtui.domain.text import NAME_LIMIT, clean_line, clean_name, clean_text
from coachtui.exchange import records
from coachtui.exchange.import_bounds import ID, TEXT_LIMIT, check_record
from coachtui.exchange.record_writer import build_record
from coachtui.exchange.session_consistency import FILE_WORD, VERSION_LIMIT, check_consistency
from coachtui.exchange.shapes import AgentShape, EvaluationShape, SessionShape, first_keys_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord

Record = dict[str, Any]
_Value = TypeVar("_Value")

PACK_LIMIT = 500_000
"""Longest form or model taken, in characters."""

_PLACE = re.compile(r"`\$([^`]{0,200})`")
_KEY = re.compile(r"[a-z_]{1,40}", re.ASCII)
_SESSION, _EVALUATION = first_keys_of(SessionShape), first_keys_of(EvaluationShape)
_KNOWN_EVALUATION, _KNOWN_AGENT = ({"record", *keys_of(shape)} for shape in (EvaluationShape, AgentShape))


def check_session_keys(record: Record) -> None:
    """Check that a session record has all required keys, before it is decoded.

    Raises:
        BadInput: ``import_shape`` with what is missing.
    """
    _check_keys(record, _SESSION)


def check_evaluation_keys(record: Record) -> None:
    """Check that an evaluation record has all required keys.

    Raises:
        BadInput: ``import_shape`` with what is missing.
    """
    _check_keys(record, _EVALUATION)


def _check_keys(record: Record, needed: AbstractSet[str]) -> None:
    for key in sorted(needed - record.keys()):
        raise BadInput("import_shape", place=f".{key}")


def session_of(record: Record, evaluations: list[Record]) -> Session:
    """Return the session decoded from a record and its evaluations.

    The cursor is not exported: the session opens at its last contact and first form.

    Raises:
        BadInput: ``import_shape`` with the place, ``import_sense`` with the reason.
    """
    clean = {key: _cleaned(value) for key, value in record.items() if key != "record"}
    contacts, forms = clean.get("contacts"), clean.get("forms")
    clean["model"] = _model_in_use(clean)
    clean["place"] = {"contact_id": _last_id(contacts), "form_id": _first_id(forms)}
    clean["evaluations"] = [
        {key: _cleaned(value) for key, value in evaluation.items()} for evaluation in evaluations
    ]
    session = _converted(_without_own(clean, "seen_s", "revision"), Session)
    check_consistency(session)
    return session


def agent_of(record: Record) -> Agent:
    """Return the agent decoded from a record.

    Raises:
        BadInput: ``import_shape`` with the place.
    """
    agent = _converted({key: _cleaned(value) for key, value in record.items()}, Agent)
    for key in ("alias", "team", "language"):
        _check_line(getattr(agent, key) or "", key)
    _check_line(agent.name, "name", filled=True)
    for name in agent.former_names:
        _check_line(name, "former_names", filled=True)
    if len(agent.remember) > TEXT_LIMIT:
        raise BadInput("import_shape", place=".remember")
    return agent


def record_of(kind: Kind[Any], record: Record) -> Any:
    """Return the record of another kind decoded from JSON.

    Raises:
        BadInput: ``import_shape`` with the place, ``import_sense`` with the reason.
    """
    clean = {key: _cleaned(value) for key, value in record.items() if key != "record"}
    found = _converted(clean, kind.type)
    check_record(kind, found)
    return found


def lead_of(value: Any) -> Lead:
    """Return the lead decoded from JSON.

    Raises:
        BadInput: ``import_shape`` with the place.
    """
    if not isinstance(value, dict):
        raise BadInput("import_shape", place=".lead")
    lead = _converted({key: _cleaned(part) for key, part in value.items()}, Lead)
    id_in(value, "id")
    _check_line(lead.name, "name")
    return lead


def pack_of(record: Record) -> PackCopy:
    """Return the copy of a form or model in a record; its text is checked on use.

    Raises:
        BadInput: ``import_shape`` with the place.
    """
    pack = _converted({**record, "text": record.get("pack", "")}, PackCopy)
    if len(pack.text) > PACK_LIMIT or not FILE_WORD.fullmatch(pack.id):
        raise BadInput("import_shape", place=".pack" if len(pack.text) > PACK_LIMIT else ".id")
    if not 1 <= pack.version <= VERSION_LIMIT:
        raise BadInput("import_shape", place=".version")
    return pack


def id_in(record: Record, key: str) -> str:
    """Return the id under a key of a record.

    Raises:
        BadInput: ``import_shape``: it is no id of this program.
    """
    found = record.get(key)
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise BadInput("import_shape", place=f".{key}")
    return found


def unknown_in_session(record: Record, session: Session) -> Iterator[str]:
    """Yield the keys of a session that this version does not know, and drops."""
    yield from _lost(record, records.session_record(session))


def unknown_in_evaluation(record: Record) -> Iterator[str]:
    """Yield the keys of an evaluation that this version does not know."""
    yield from (shown_key(key) for key in record if key not in _KNOWN_EVALUATION)


def unknown_in_record(record: Record, found: AgentRecord) -> Iterator[str]:
    """Yield the keys of a record of another kind that this version does not know."""
    yield from _lost(record, build_record(type(found), found))


def unknown_in_agent(record: Record) -> Iterator[str]:
    """Yield the keys of an agent that this version does not know."""
    yield from (shown_key(key) for key in record if key not in _KNOWN_AGENT)


def shown_key(key: str) -> str:
    """Return a key for display; one that is no plain word could be somebody's text."""
    return key if _KEY.fullmatch(key) else "?"


def _converted(record: Record, kind: type[_Value]) -> _Value:
    try:
        return msgspec.convert(record, kind)
    except msgspec.ValidationError as error:
        found = _PLACE.search(str(error))
        missing = re.search(r"missing required field `([a-z_]+)`", str(error))
        place = (found.group(1) if found else "") + (f".{missing.group(1)}" if missing else "")
        raise BadInput("import_shape", place=place or ".") from None


def _cleaned(value: Any) -> Any:
    """Return a value with all texts in it cleaned as typed ones are."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _without_own(record: Record, *names: str) -> Record:
    """Return a record without fields that exports never have, though the domain value does."""
    return {key: value for key, value in record.items() if key not in names}


def _model_in_use(record: Record) -> Any:
    """Return the reference to the model in use; the export names only its id."""
    wanted, models = record.get("model"), record.get("models")
    if wanted is None:
        return None
    for model in models if isinstance(models, list) else ():
        if isinstance(model, dict) and model.get("id") == wanted:
            return model
    raise BadInput("import_shape", place=".model")


def _last_id(contacts: Any) -> Any:
    if not isinstance(contacts, list) or not contacts or not isinstance(contacts[-1], dict):
        raise BadInput("import_shape", place=".contacts")
    return contacts[-1].get("id")


def _first_id(forms: Any) -> Any:
    if isinstance(forms, list) and forms and isinstance(forms[0], dict):
        return forms[0].get("id")
    return ""


def _check_line(text: str, key: str, *, filled: bool = False) -> None:
    try:
        line = clean_name(text) if filled else clean_line(text, NAME_LIMIT)
    except Refused:
        raise BadInput("import_shape", place=f".{key}") from None
    if line != text:
        raise BadInput("import_shape", place=f".{key}")


def _lost(read: Any, kept: Any) -> Iterator[str]:
    """Yield the keys of one value that are missing in the other."""
    if isinstance(read, dict) and isinstance(kept, dict):
        for key, value in read.items():
            if key == "record":
                continue
            if key not in kept:
                yield shown_key(key)
            else:
                yield from _lost(value, kept[key])
    elif isinstance(read, list) and isinstance(kept, list):
        for inner, other in zip(read, kept, strict=False):
            yield from _lost(inner, other)
