"""What is said where sessions of some agents cannot be read while those of the others can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachtui.domain.errors import CoachError, StoreCorrupt, StoreError
from coachtui.i18n import _, ngettext
from coachtui.services.words.records import labelled
from coachtui.services.words.sentences import sentence


def unread_sentence(names: Sequence[str], error: CoachError) -> str:
    """Return whose sessions cannot be read, and what to do.

    Args:
        names: Whose; at least one.
        error: Why those of the first cannot be.
    """
    if not isinstance(error, StoreError):
        return sentence(error)
    if not isinstance(error, StoreCorrupt):
        return labelled(names[0], sentence(error))
    first, more = names[0], len(names) - 1
    who = ngettext("{agent} and {more} more", "{agent} and {more} more", more) if more else "{agent}"
    text = _("Sessions of {agent} are damaged and cannot be read; “coachtui check --salvage” saves the rest.")
    return text.format(agent=who.format(agent=first, more=more))


def all_unread(unread: Mapping[str, CoachError], names: Mapping[str, str]) -> str:
    """Return the same of everybody whose sessions cannot be read; empty where all can be.

    Args:
        unread: By agent id, why.
        names: Names of agents by id, in the order of the team; who is in no list is told by id.
    """
    ids = [*(each for each in names if each in unread), *(each for each in unread if each not in names)]
    return unread_sentence([names.get(each, each) for each in ids], unread[ids[0]]) if ids else ""
