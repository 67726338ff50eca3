"""Whatever was accepted as a passphrase opens, whatever it looks like (breaker A1)."""

from __future__ import annotations

import os
from hashlib import sha256
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coachtui.domain.errors import Refused, WrongPassphrase
from coachtui.domain.passphrase import LEAST_PASSPHRASE, MOST_PASSPHRASE, check_passphrase
from coachtui.domain.recovery_key import SECRET_SIZE, format_recovery_key
from coachtui.store.protection.key_file import KeyFile, master_key, new_keys, with_passphrase

MASTER = os.urandom(32)
CROCKFORD_AND_LOOKALIKES = "0123456789ABCDEFGHJKMNPQRSTVWXYZOILoilabcdefghjkmnpqrstvwxyz"
ORANGE = "correct horse battery staple orange table"

like_a_key = st.text(CROCKFORD_AND_LOOKALIKES, min_size=36, max_size=36).flatmap(
    lambda signs: st.sampled_from([signs, f" {signs}", "-".join(signs[n : n + 4] for n in range(0, 36, 4))])
)
another_key = st.binary(min_size=SECRET_SIZE, max_size=SECRET_SIZE).map(format_recovery_key)
passphrases = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=LEAST_PASSPHRASE, max_size=60
    ).map(lambda text: f"{text}ab"),
    like_a_key,
    another_key,
    another_key.map(str.lower),
).filter(lambda text: len(set(text) - set(" -")) > 1)


def quick(passphrase: str, _argon: object) -> bytes:
    """Stand in for Argon2id, which takes a tenth of a second by design."""
    return sha256(passphrase.encode("utf-8", "surrogatepass")).digest()


def opens(keys: KeyFile, secret: str) -> bool:
    with patch("coachtui.store.protection.key_file._from_passphrase", quick):
        return master_key(keys, secret) == MASTER


@given(passphrases, passphrases)
@example(ORANGE, ORANGE.upper())
def test_a1_whatever_was_accepted_as_a_passphrase_opens(first: str, second: str) -> None:
    with patch("coachtui.store.protection.key_file._from_passphrase", quick):
        check_passphrase(first)
        keys, recovery = new_keys(first, MASTER)
        changed = with_passphrase(keys, second, MASTER)
    assert opens(keys, first)
    assert opens(keys, recovery)
    assert opens(changed, second)
    assert opens(changed, recovery.lower().replace("-", ""))


@given(like_a_key)
def test_a1_what_opens_nothing_and_looks_like_a_recovery_key_is_told_as_one_with_a_mistake(text: str) -> None:
    with patch("coachtui.store.protection.key_file._from_passphrase", quick):
        keys, _recovery = new_keys(ORANGE, MASTER)
    with pytest.raises((Refused, WrongPassphrase), match=r"^(recovery_key_typo|wrong_passphrase)$"):
        opens(keys, text)


def test_a1_what_is_longer_than_a_field_or_a_descriptor_takes_whole_is_no_passphrase() -> None:
    check_passphrase("xy" * (MOST_PASSPHRASE // 2))
    with pytest.raises(Refused, match="passphrase_long"):
        check_passphrase("xy" * (MOST_PASSPHRASE // 2) + "x")
    with pytest.raises(Refused, match="passphrase_short"):
        check_passphrase("four wo"[: LEAST_PASSPHRASE - 1])


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "\0", "\x1b", "\x85", "\u2028", "\ud83d"])
def test_e4_what_no_field_takes_from_the_keys_is_refused_in_words(sign: str) -> None:
    with pytest.raises(Refused, match="passphrase_signs"):
        check_passphrase(f"four words{sign}that hold")


PLAIN = [" " * 20, "\u3000" * 9, " \u00a0\u200b" * 4, "x" * 8, "密" * 12, "a a a a a a", "\u200d" * 5 + "xxx"]


@pytest.mark.parametrize("text", PLAIN)
def test_attack_spaces_alone_or_one_sign_again_and_again_are_never_chosen_and_open_where_they_are_set(
    text: str,
) -> None:
    with pytest.raises(Refused, match="passphrase_plain"):
        check_passphrase(text)
    with patch("coachtui.store.protection.key_file._from_passphrase", quick):
        keys, _recovery = new_keys(text, MASTER)
    assert opens(keys, text)


@pytest.mark.parametrize("sign", ["\u3000", "\u00a0", "\u200d", "\u202f"])
def test_e4_what_an_earlier_screen_or_a_script_set_still_opens(sign: str) -> None:
    typed = f"four{sign}words that hold"
    with patch("coachtui.store.protection.key_file._from_passphrase", quick):
        by_screen, _key = new_keys(typed.replace(sign, ""), MASTER)
        by_script, _key = new_keys(typed, MASTER)
    assert opens(by_screen, typed)
    assert opens(by_script, typed)
    with pytest.raises(WrongPassphrase):
        opens(by_script, typed.replace(sign, " "))
