"""The table of all screens: module, keys that work there, and how each is opened.

Pure Python, like the table of keys, so that a screen is loaded when it is first shown. This is the one table
that says so: navigation, footers, help and palette take from it what they need, the user's own keys are held
against it, and a lock asks it where to come back to. Tests compare it with screens and widgets themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from coachtui.domain.value import dataclass
from coachtui.i18n import N_
from coachtui.ui.keys.key_row import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The words with which the palette offers a screen while no session is open.

    Attributes:
        label: What it is called; a message id.
        sentence: What it is for; a message id.
        also: Other words people search for; a message id.
    """

    label: str
    sentence: str
    also: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the table: a screen, and how it is opened.

    Attributes:
        module: Where its class is, in ``coachtui.ui``.
        own: Scopes of the screen itself, whose keys work whatever has the keys on it.
        widgets: What can have the keys there, by the name of its class, each with the scopes of its own.
        alone: Whether nothing lies below it; any other lies over what was shown before.
        once: Whether it is never opened over itself.
        unwritten: Whether it opens only while no line of text is open and no statement waits for the disk.
        not_in_session: What is said instead of opening it while a session is open; a message id, empty where
            it opens then too.
        together: Whether an agent looks at it with the lead, so that nothing of others can be reached there.
        after_lock: What a lock comes back to from there: the page of its agent, or the row of its session.
        offer: How the palette offers it; the class then takes nothing to begin with.
    """

    module: str
    own: tuple[Scope, ...] = ()
    widgets: Mapping[str, tuple[Scope, ...]]
    alone: bool = False
    once: bool = False
    unwritten: bool = False
    not_in_session: str = ""
    together: bool = False
    after_lock: Literal["agent", "session"] | None = None
    offer: Offer | None = None


_SEARCH: Mapping[str, tuple[Scope, ...]] = {"SearchInput": ("search",)}
_FORM: Mapping[str, tuple[Scope, ...]] = {"TextLine": (), "ChoiceLine": ("choice",)}
_NUMBERED: Mapping[str, tuple[Scope, ...]] = {"NumberedRows": ("question", "numbered")}

PLACES: Mapping[str, Place] = {
    "TeamScreen": Place(module="team.screen", own=("team",), widgets={"TeamRows": ("list",)}, alone=True),
    "AgentScreen": Place(
        module="agent.screen",
        own=("agent",),
        widgets={"Timeline": ("list",), "AgentProfileRows": (), "EditInput": ("line",)},
        alone=True,
        after_lock="agent",
    ),
    "SessionReading": Place(module="reading.screen", widgets={"SessionRows": ("reading", "list")}),
    "LiveScreen": Place(
        module="live.screen",
        own=("live",),
        widgets={
            "ChecklistRows": ("checklist",),
            "NoteInput": ("note line",),
            "NoteRows": ("notes",),
            "StepRows": ("model",),
            "ProfileRows": (),
        },
        alone=True,
        after_lock="session",
    ),
    "ReviewScreen": Place(
        module="review.screen",
        own=("review",),
        widgets={"ReviewRows": ("review list",), "EditInput": ("line",)},
    ),
    "RetentionScreen": Place(
        module="retention.screen",
        widgets={"RetentionRows": ("retention", "list"), "EditInput": ("line",)},
        unwritten=True,  # a session that a statement is written about could not be deleted
        offer=Offer(
            label=N_("Retention"),
            sentence=N_("Sessions past the retention period, to delete them"),
            also=N_("retention period, delete, old sessions"),
        ),
    ),
    "SeeScreen": Place(module="agent.see", widgets={"RecordRows": ("see", "list")}, together=True),
    "EraseScreen": Place(module="agent.erasing", own=("erase",), widgets={"TextLine": ()}),
    "OwnExportScreen": Place(module="agent.own_export", own=("form",), widgets=_FORM),
    "AgentFormScreen": Place(module="agent.form", own=("form",), widgets=_FORM),
    "ProtectScreen": Place(
        module="protection.screen",
        own=("form",),
        widgets={"MaskedLine": ()},
        unwritten=True,  # the store must not be in use meanwhile
        not_in_session=N_("Close the session first; then the passphrase can be set."),
    ),
    "FirstStartScreen": Place(
        module="first_start.screen",
        own=("start",),
        widgets={"Languages": ("list",), "Ways": ("list",), "TextLine": (), "MaskedLine": ()},
        alone=True,
    ),
    "RecoveryKeyScreen": Place(
        module="protection.recovery_key", own=("recovery key",), widgets={"TextLine": ()}
    ),
    "LockScreen": Place(module="protection.lock", own=("lock",), widgets={"MaskedLine": ()}, alone=True),
    "PrivacyScreen": Place(module="protection.privacy", widgets={}, once=True),
    "DiscardQuestion": Place(module="review.leaving", widgets=_NUMBERED),
    "RemoveQuestion": Place(module="live.contact_question", widgets=_NUMBERED),
    "AnswerChoice": Place(module="reading.correcting", widgets={"ValueRows": ("question", "answer")}),
    "ChannelChoice": Place(module="reading.correcting_details", widgets={"AnswerRows": ("question",)}),
    "RescueScreen": Place(module="screens.rescue", widgets={**_NUMBERED, "EditInput": ("line",)}, once=True),
    "PaletteScreen": Place(module="palette", widgets=_SEARCH, once=True),
    "AgentChoice": Place(module="review.agent_choice", widgets=_SEARCH),
    "CorrectChoice": Place(module="reading.correcting", widgets=_SEARCH),
    "HelpScreen": Place(module="screens.help", widgets={"HelpRows": ("list",)}, once=True),
}
"""By the name of the screen's class."""


def place_of(screen: object) -> Place:
    """Return the row of a screen.

    Raises:
        KeyError: Its class does not stand in ``PLACES``.
    """
    return PLACES[type(screen).__name__]


def shown_at(screen: str) -> tuple[Scope, ...]:
    """Return the scopes that a screen's footer, help and palette show, its own first.

    A line of text that opens for a moment shows its keys itself while it is open.

    Args:
        screen: Name of its class.

    Raises:
        KeyError: The screen does not stand in ``PLACES``.
    """
    place = PLACES[screen]
    inside = (scope for scopes in place.widgets.values() for scope in scopes if scope != "line")
    return tuple(dict.fromkeys((*place.own, *inside, "all")))


def scopes_active_together() -> tuple[frozenset[Scope], ...]:
    """Return the scopes whose keys work at the same time: what has the keys, its screen, and the program."""
    return tuple(
        frozenset({"all", *place.own, *scopes})
        for place in PLACES.values()
        for scopes in place.widgets.values()
    )
