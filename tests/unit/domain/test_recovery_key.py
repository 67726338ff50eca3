"""The recovery key as it is written down and typed again."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.errors import Refused
from coachtui.domain.recovery_key import SECRET_SIZE, format_recovery_key, parse_recovery_key

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRETS = st.binary(min_size=SECRET_SIZE, max_size=SECRET_SIZE)


def test_the_groups_say_the_secret_in_crockfords_base_32_and_a_check() -> None:
    """Worked out by hand: 160 bits are 32 signs, the check is the first 20 bits of a SHA-256."""
    secret = bytes(range(SECRET_SIZE))
    bits = "".join(f"{byte:08b}" for byte in secret)
    bits += "".join(f"{byte:08b}" for byte in hashlib.sha256(b"coachtui recovery key" + secret).digest())[:20]
    signs = "".join(CROCKFORD[int(bits[place : place + 5], 2)] for place in range(0, 180, 5))
    groups = format_recovery_key(secret).split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert "".join(groups) == signs


@given(SECRETS)
def test_what_is_written_down_is_read_again_however_it_is_typed(secret: bytes) -> None:
    text = format_recovery_key(secret)
    assert parse_recovery_key(text) == secret
    typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert parse_recovery_key(f" {typed} ") == secret


@given(SECRETS, st.integers(0, 35), st.sampled_from(CROCKFORD))
def test_one_wrong_sign_is_told_as_a_typing_mistake(secret: bytes, place: int, sign: str) -> None:
    signs = format_recovery_key(secret).replace("-", "")
    if signs[place] == sign:
        assert parse_recovery_key(signs) == secret
        return
    with pytest.raises(Refused, match="recovery_key_typo"):
        parse_recovery_key(signs[:place] + sign + signs[place + 1 :])


@pytest.mark.parametrize("text", ["", "four words are better", "ABCD-EFGH", "U" * 36, "好" * 36])
def test_a_passphrase_is_no_recovery_key(text: str) -> None:
    assert parse_recovery_key(text) is None
