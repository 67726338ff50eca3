"""What is taken as a passphrase, so that whatever is taken can be typed again wherever it is asked for."""

from __future__ import annotations

from coachtui.domain.errors import Refused

LEAST_PASSPHRASE = 8
"""Characters of the shortest passphrase taken."""

MOST_PASSPHRASE = 1000
"""Characters of the longest one: no field and no descriptor cuts it off."""


def check_passphrase(text: str) -> None:
    """Check the length of a new passphrase.

    Raises:
        Refused: ``passphrase_short`` or ``passphrase_long``.
    """
    if len(text) < LEAST_PASSPHRASE:
        raise Refused("passphrase_short", least=LEAST_PASSPHRASE)
    if len(text) > MOST_PASSPHRASE:
        raise Refused("passphrase_long", most=MOST_PASSPHRASE)
