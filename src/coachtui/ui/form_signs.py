"""The signs that fill in a form, typed with or without a Chinese input method."""

from __future__ import annotations

import unicodedata

FORM_SIGNS = frozenset("0123456789-*+/., ")
"""What a form is filled in with; no note begins with it."""

ANSWERS = frozenset("0123456789-*")
"""Those of them that are recorded on the row that is lit."""

_OWN = {"。": ".", "、": "/", "×": "*", "−": "-"}
"""What the keys of full stop, slash, asterisk and minus type where signs of their own stand for them."""

BEGIN_NOTHING = frozenset("—…·\ufffd")
"""Signs that a Chinese input method types by accident, and what stands for bytes that are no text: alone they
begin no note, which would swallow the digits behind them.
"""

_FULL_WIDTH = ("\uff01", "\uff5e")
_HALF_WIDTH = ("\uff61", "\uff64")
_WIDE_SPACE = "\u3000"


def twin_of(sign: str) -> str:
    """Return the ASCII sign of the key that typed a Chinese or full-width sign; any other sign as it is.

    Args:
        sign: One character.
    """
    within = any(first <= sign <= last for first, last in (_FULL_WIDTH, _HALF_WIDTH))
    plain = unicodedata.normalize("NFKC", sign) if within or sign == _WIDE_SPACE else sign
    return _OWN.get(plain, plain)
