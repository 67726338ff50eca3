"""Ids of the forms and models offered in every live session, in screen order."""

from __future__ import annotations

CORE_FORMS = ("phone-technique", "conversation-phases")
"""The two forms of a live session, in the order of their tabs (R14)."""

MODELS = ("grow", "clear", "oskar")
"""The coaching models (R37)."""
