"""Rules for new passphrases, so that each can be typed again wherever it is asked for."""

from __future__ import annotations

import unicodedata

from coachtui.domain.errors import Refused

LEAST_PASSPHRASE = 8
"""Characters of the shortest passphrase taken."""

MOST_PASSPHRASE = 1000
"""Characters of the longest one: no field and no descriptor cuts it off."""

_UNSEEN = frozenset({"Zs", "Cf"})
"""Categories of Unicode: spaces, joiners and other signs that nobody sees."""

_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of Unicode: controls, halves of characters, ends of lines and paragraphs."""


def check_passphrase(text: str) -> None:
    """Check a new passphrase: its length, and that it has only characters every prompt accepts.

    A passphrase set earlier is never checked: it opens the store, whatever it is.

    Raises:
        Refused: ``passphrase_short``, ``passphrase_long``; ``passphrase_signs``: a tab, a line end or
            another control character, which no field of the screen takes from the keys; or
            ``passphrase_plain``: nothing but spaces and one sign, however often.
    """
    if len(text) < LEAST_PASSPHRASE:
        raise Refused("passphrase_short", least=LEAST_PASSPHRASE)
    if len(text) > MOST_PASSPHRASE:
        raise Refused("passphrase_long", most=MOST_PASSPHRASE)
    if any(unicodedata.category(sign) in _NEVER for sign in text):
        raise Refused("passphrase_signs")
    if len({sign for sign in text if unicodedata.category(sign) not in _UNSEEN}) <= 1:
        raise Refused("passphrase_plain")


def legacy_passphrase(text: str) -> str:
    """Return a passphrase as input fields of earlier versions would have received it.

    They dropped characters that Python does not call printable: wide and no-break spaces, joiners of emoji.
    """
    return "".join(sign for sign in text if sign.isprintable())
