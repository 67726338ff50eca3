"""Message ids for damaged files of the store, and how to save what they still hold."""

from __future__ import annotations

from coachtui.i18n import N_

DAMAGED = {
    "damaged_record": N_(
        "The file {file} is damaged at record {record}; it is left as it is. "
        "“coachtui check --salvage” saves the rest."
    ),
    "bad_header": N_(
        "The file {file} is damaged at its start; it is left as it is. "
        "“coachtui check --salvage” saves the rest."
    ),
    "impossible_record": N_(
        "The file {file} has an invalid record, number {record}; it is left as it is. “coachtui "
        "check --salvage” saves the rest."
    ),
    "missing_record": N_(
        "In the file {file} record {record} is missing; it is left as it is. "
        "“coachtui check --salvage” saves the rest."
    ),
}
"""By the code of the error."""
