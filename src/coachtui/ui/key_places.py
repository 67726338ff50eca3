"""Which keys work at the same time: every screen, and what can have the keys on it.

Pure Python, like the table of keys. This is the one place that says so: footers, help and palette take
from it what a screen shows, and the user's own keys are held against it. A test compares it with the
screens and widgets themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from coachtui.domain.value import dataclass
from coachtui.ui.key_row import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen.

    Attributes:
        own: Scopes of the screen itself, whose keys work whatever has the keys on it.
        widgets: What can have the keys there, by the name of its class, each with the scopes of its own.
    """

    widgets: Mapping[str, tuple[Scope, ...]]
    own: tuple[Scope, ...] = ()


_SEARCH = Place(widgets={"SearchInput": ("search",)})
_FORM = Place(own=("form",), widgets={"TextLine": (), "ChoiceLine": ("choice",)})

PLACES: Mapping[str, Place] = {
    "TeamScreen": Place(own=("team",), widgets={"TeamRows": ("list",)}),
    "AgentScreen": Place(
        own=("agent",), widgets={"Timeline": ("list",), "Facts": (), "EditInput": ("line",)}
    ),
    "SessionReading": Place(widgets={"SessionRows": ("reading", "list")}),
    "LiveScreen": Place(
        own=("live",),
        widgets={
            "ChecklistRows": ("checklist",),
            "NoteInput": ("note line",),
            "NoteRows": ("notes",),
            "StepRows": ("model",),
            "ProfileRows": (),
        },
    ),
    "ReviewScreen": Place(own=("review",), widgets={"ReviewRows": ("review list",), "EditInput": ("line",)}),
    "RetentionScreen": Place(widgets={"RetentionRows": ("retention", "list"), "EditInput": ("line",)}),
    "SeeScreen": Place(widgets={"RecordRows": ("see", "list")}),
    "EraseScreen": Place(own=("erase",), widgets={"TextLine": ()}),
    "OwnExportScreen": _FORM,
    "AgentFormScreen": _FORM,
    "ProtectScreen": Place(own=("form",), widgets={"MaskedLine": ()}),
    "FirstStartScreen": Place(
        own=("start",),
        widgets={"Languages": ("list",), "Ways": ("list",), "TextLine": (), "MaskedLine": ()},
    ),
    "RecoveryKeyScreen": Place(own=("recovery key",), widgets={"TextLine": ()}),
    "LockScreen": Place(own=("lock",), widgets={"MaskedLine": ()}),
    "QuestionScreen": Place(widgets={"NumberedRows": ("question", "numbered")}),
    "AnswerChoice": Place(widgets={"ValueRows": ("question", "answer")}),
    "ChannelChoice": Place(widgets={"AnswerRows": ("question",)}),
    "RescueScreen": Place(widgets={"NumberedRows": ("question", "numbered"), "EditInput": ("line",)}),
    "SearchScreen": _SEARCH,
    "PaletteScreen": _SEARCH,
    "AgentChoice": _SEARCH,
    "CorrectChoice": _SEARCH,
    "HelpScreen": Place(widgets={"HelpRows": ("list",)}),
}
"""By the name of the screen's class."""


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


def together() -> tuple[frozenset[Scope], ...]:
    """Return the scopes whose keys work at the same time: what has the keys, its screen, and the program."""
    return tuple(
        frozenset({"all", *place.own, *scopes})
        for place in PLACES.values()
        for scopes in place.widgets.values()
    )
