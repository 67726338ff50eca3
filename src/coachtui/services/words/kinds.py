"""The words of the kinds of records beside the sessions; a test asks for those of every kind and text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.services.words.records import KINDS as SESSION_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What a kind and its fields are called; all are message ids.

    Attributes:
        one: One record.
        many: Several.
        labels: Of each field that is put into words, those of parts too, in the order it is read.
        values: Of each fixed word that a field may be.
    """

    one: str
    many: str
    labels: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)


WORDS: Mapping[str, KindWords] = {
    "goal": KindWords(
        one=N_("Goal"),
        many=N_("Goals"),
        labels={
            "text": N_("Goal"),
            "situation": N_("Situation"),
            "measure": N_("Measure"),
            "start": N_("Start value"),
            "target": N_("Target value"),
            "achievable": N_("Within reach"),
            "relevant": N_("Relevant"),
            "why": N_("Why for the customer"),
            "due": N_("Due"),
            "horizon": N_("Horizon"),
            "status": N_("Status"),
            "closed_on": N_("Closed"),
            "readings": N_("Reading"),
            "on": N_("Day"),
            "value": N_("From 1 to 10"),
            "note": N_("Note"),
        },
        values={
            "short": N_("short-term"),
            "long": N_("long-term"),
            "draft": N_("draft"),
            "open": N_("open"),
            "reached": N_("reached"),
            "dropped": N_("dropped"),
        },
    ),
    "journal_entry": KindWords(
        one=N_("Journal entry"),
        many=N_("Journal entries"),
        labels={
            "answers": N_("Answer"),
            "text": N_("Entry"),
            "shared": N_("Shared with the lead"),
        },
    ),
}


def kind_word(row: SessionRow | RecordRow) -> str:
    """Return what a row of a list is of, in the language in use."""
    return _(SESSION_KINDS[row.kind] if isinstance(row, SessionRow) else WORDS[row.kind].one)


def counted(records: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the label of each kind with how many there are; those without any are left out."""
    return [(_(WORDS[name].many), number) for name, number in records.items() if number]
