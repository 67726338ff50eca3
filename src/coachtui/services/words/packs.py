"""Reasons why a content pack is invalid, worded to stand in a sentence about it."""

from __future__ import annotations

from coachtui.i18n import N_

REASONS = {
    "bad_id": N_("not an id"),
    "bad_text": N_("a text with characters that are not allowed"),
    "critical_weighs": N_("a critical point with a weight"),
    "empty": N_("empty"),
    "file_named_otherwise": N_("the file name does not match its id"),
    "fraction_missing_or_extra": N_("a fraction where none belongs, or none where one does"),
    "id_twice": N_("an id used twice"),
    "key_missing": N_("something is missing"),
    "language_missing": N_("a language is missing"),
    "not_toml": N_("not TOML"),
    "order_differs": N_("the order does not name the same ids"),
    "out_of_range": N_("a number out of range"),
    "placeholders_differ": N_("the placeholders differ between languages"),
    "private_by_others": N_("what is the agent's alone is filled in by others"),
    "unknown_id": N_("an id that does not exist"),
    "unknown_key": N_("an unknown key"),
    "unknown_language": N_("an unknown language"),
    "unknown_kind": N_("an unknown kind"),
    "unknown_word": N_("an unknown word"),
    "unreadable": N_("it cannot be read"),
    "unscored_weighs": N_("a weight on something that is not scored"),
    "weights_differ": N_("weights that do not add up"),
    "wrong_type": N_("a value of the wrong type"),
}
"""Words for the reason of a ``bad_pack``."""
