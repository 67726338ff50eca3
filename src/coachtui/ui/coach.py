"""What the screens ask of the application; the application fits it by shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.services.program import Program
    from coachtui.services.sitting import Sitting
    from coachtui.services.team_order import TeamOrder
    from coachtui.ui.agent_facts import AgentFacts
    from coachtui.ui.keys_in_use import KeysInUse
    from coachtui.ui.team_place import TeamPlace
    from coachtui.ui.typed_ahead import TypedAhead
    from coachtui.ui.work_in_hand import WorkInHand

OPEN_DEMO = 10_000
"""What ``start.run`` returns, no exit code, when the lead wants the sample team instead of this store."""


class Places(Protocol):
    """The ways from place to place, as screens go them.

    Attributes:
        team_order: How the team stands.
    """

    team_order: TeamOrder

    def open(self, screen: Screen[None], said: str = "") -> None:
        """Show a screen the way its place says."""

    def open_by_name(self, name: str, *parts: object) -> None:
        """Show a place whose class is not at hand."""

    def show_team(self, said: str = "", place: TeamPlace | None = None, *, told: str = "") -> None:
        """Show the team."""

    def take_back(self) -> None:
        """Open the session that was finished last as it was before."""

    def leave_live(self, sitting: Sitting, said: str = "") -> None:
        """Leave a session and show the team."""

    def close_sitting(self, said: str = "") -> None:
        """Let the open session go, as far as it is saved, and show the team."""

    def require_nothing_written(self) -> bool:
        """Say what comes first where a line of text is open; return whether none is."""

    def settle_statement(self) -> bool:
        """Let the session of a statement go; return whether none holds one any more."""

    def go_back(self) -> None:
        """Close the screen on top."""


class Lock(Protocol):
    """The lock on the data, as screens see it.

    Attributes:
        recovery_unconfirmed: Whether a recovery key is made or shown that nobody has confirmed to have read.
    """

    recovery_unconfirmed: bool

    def protected(self) -> bool:
        """Whether the store has a passphrase."""

    def recovery_to_confirm(self) -> bool:
        """Whether the store has a recovery key that nobody has confirmed to have written down."""


class Coach(Protocol):
    """The application as its screens see it."""

    @property
    def work(self) -> WorkInHand:
        """What is being done in this window."""

    @property
    def places(self) -> Places:
        """The ways from place to place."""

    @property
    def lock(self) -> Lock:
        """The lock on the data."""

    @property
    def keys(self) -> KeysInUse:
        """The keys as this user has them."""

    @property
    def typed_ahead(self) -> TypedAhead:
        """Which keys came too early to be meant for what they would change."""

    @property
    def agents(self) -> AgentFacts:
        """What is said of agents beside their names."""

    @property
    def program(self) -> Program:
        """The program's parts."""

    def first_key(self, binding: str) -> str:
        """Return the key that a binding has now."""

    def switch_language(self, language: str) -> None:
        """Switch the language."""

    def switch_theme(self, theme: str) -> None:
        """Switch the colours."""

    def store_renewed(self) -> None:
        """Open the store anew after its protection changed; no session is open then."""

    def end(self, code: int) -> None:
        """End the program."""
