"""Exit codes, and the mapping of errors to them."""

from __future__ import annotations

from coachtui.domain.errors import (
    BadInput,
    CoachError,
    ContentError,
    Refused,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreLocked,
    StoreNewer,
    WrongPassphrase,
)

DONE = 0
FINDING = 1
USAGE = 2
BUSY = 3
DAMAGED = 4
BAD_FILE = 5
CANNOT_WRITE = 6
FAULT = 70
"""A fault of the program's own; the customary code for it."""
INTERRUPTED = 130
"""Ended with ctrl+c; the customary code for it."""

_NOT_FOUND = frozenset(
    {"no_such_agent", "several_agents", "no_such_form", "no_such_model", "no_such_pack", "form_not_for_lead"}
    | {"bad_id", "nothing_to_back_up"}
)


def exit_code(error: CoachError) -> int:
    """Return the exit code for an error."""
    if error.code in _NOT_FOUND:
        return FINDING
    if error.code == "keys_lost":  # no passphrase helps
        return DAMAGED
    for kind, code in (
        (StoreBusy, BUSY),
        (StoreLocked, BUSY),
        (WrongPassphrase, BUSY),
        (StoreCorrupt, DAMAGED),
        (StoreNewer, DAMAGED),
        (StoreError, CANNOT_WRITE),
        (ContentError, DAMAGED),
        (BadInput, BAD_FILE),
        (Refused, USAGE),
    ):
        if isinstance(error, kind):
            return code
    return FAULT
