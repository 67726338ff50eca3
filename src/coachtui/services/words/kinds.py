"""Names of record kinds and their fields; a test checks that every kind and field has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.value import dataclass
from coachtui.i18n import N_, _
from coachtui.services.words.records import KINDS as SESSION_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """The names of a kind and its fields, as message ids.

    Attributes:
        one: Singular of the kind.
        many: Plural of the kind.
        labels: Label of each field that is shown, fields of parts included, in reading order.
        values: Word for each fixed value of a field.
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
    """Return the name of a row's kind, in the language in use."""
    return _(SESSION_KINDS[row.kind] if isinstance(row, SessionRow) else WORDS[row.kind].one)


def kind_counts(records: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the label and number of each kind of which there are records."""
    return [(_(WORDS[name].many), number) for name, number in records.items() if number]
