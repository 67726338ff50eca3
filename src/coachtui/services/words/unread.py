"""Sentences about agents whose sessions cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachtui.domain.errors import CoachError, StoreCorrupt, StoreError
from coachtui.i18n import _, ngettext
from coachtui.services.words.records import labelled
from coachtui.services.words.sentences import sentence


def unread_sentence(names: Sequence[str], error: CoachError) -> str:
    """Return a sentence on whose sessions cannot be read, and what to do.

    Args:
        names: The agents' names; at least one.
        error: Why the sessions of the first cannot be read.
    """
    if not isinstance(error, StoreError):
        return sentence(error)
    if not isinstance(error, StoreCorrupt):
        return labelled(names[0], sentence(error))
    first, more = names[0], len(names) - 1
    who = ngettext("{agent} and {more} more", "{agent} and {more} more", more) if more else "{agent}"
    text = _("Sessions of {agent} are damaged and cannot be read; “coachtui check --salvage” saves the rest.")
    return text.format(agent=who.format(agent=first, more=more))


def unread_sentences(unread: Mapping[str, CoachError], names: Mapping[str, str]) -> str:
    """Return sentences about all agents whose sessions cannot be read; empty if there are none.

    Args:
        unread: Errors by agent id.
        names: Names of agents by id, in team order; an unlisted agent is shown by id.
    """
    ids = [*(each for each in names if each in unread), *(each for each in unread if each not in names)]
    return unread_sentence([names.get(each, each) for each in ids], unread[ids[0]]) if ids else ""
