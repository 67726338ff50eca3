"""The application as its screens see it: what they may ask of it (Protocols that it fits by shape)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.services.open_session import OpenSession
    from coachtui.services.program import Program
    from coachtui.services.team_order import TeamOrder
    from coachtui.ui.agent_facts import AgentFacts
    from coachtui.ui.keys_in_use import KeysInUse
    from coachtui.ui.team_place import TeamPlace
    from coachtui.ui.typed_ahead import TypedAhead
    from coachtui.ui.work_in_hand import WorkInHand

OPEN_DEMO = 10_000
"""What ``start.run`` returns, no exit code, when the lead wants the sample team instead of this store."""


class Places(Protocol):
    """The ways from screen to screen, as screens see them."""

    @property
    def team_order(self) -> TeamOrder:
        """By what the team screen sorts the team."""

    def order_team(self, order: TeamOrder) -> None:
        """Note by what the team screen sorts the team from now on."""

    def open(self, screen: Screen[None], said: str = "") -> None:
        """Show a screen, the way its row in ``PLACES`` says."""

    def open_by_name(self, name: str, *parts: object) -> None:
        """Show a screen by the name of its class, which is imported first."""

    def show_team(self, said: str = "", place: TeamPlace | None = None, *, told: str = "") -> None:
        """Show the team."""

    def take_back(self) -> None:
        """Reopen the session that was finished last, as it was before."""

    def leave_live(self, open_session: OpenSession, said: str = "") -> None:
        """Leave a session and show the team."""

    def close_session(self, said: str = "") -> None:
        """Close the session that is open, as far as it is saved, and show the team."""

    def require_nothing_written(self) -> bool:
        """Say what comes first where a line of text is open; return whether none is."""

    def settle_statement(self) -> bool:
        """Close the session of a statement that is saved; return whether none holds a session any more."""

    def go_back(self) -> None:
        """Close the screen on top."""


class Lock(Protocol):
    """The lock on the data, as screens see it."""

    def expect_confirmation(self) -> None:
        """Note that a recovery key is made, which somebody has to confirm to have read."""

    def end_confirmation(self) -> None:
        """Note that no recovery key is to be confirmed any more: it was, or none was made after all."""

    def protected(self) -> bool:
        """Whether the store has a passphrase."""

    def recovery_to_confirm(self) -> bool:
        """Whether the store has a recovery key that nobody has confirmed to have written down."""


class Coach(Protocol):
    """The application, as its screens see it."""

    @property
    def work(self) -> WorkInHand:
        """The session and the statement that are open in this window."""

    @property
    def places(self) -> Places:
        """The ways from screen to screen."""

    @property
    def lock(self) -> Lock:
        """The lock on the data."""

    @property
    def keys(self) -> KeysInUse:
        """The keys that this user has for every binding."""

    @property
    def typed_ahead(self) -> TypedAhead:
        """Tells which keys came too early to be meant for what they would change."""

    @property
    def agents(self) -> AgentFacts:
        """What is known of agents beside their names."""

    @property
    def program(self) -> Program:
        """Store, content, clock and settings."""

    def first_key(self, binding: str) -> str:
        """Return the key that a binding is shown with, e.g. ``ctrl+r``."""

    def switch_language(self, language: str) -> None:
        """Switch to a language, by its tag, and keep the choice."""

    def switch_theme(self, theme: str) -> None:
        """Switch to a colour theme, by its name, and keep the choice."""

    def store_renewed(self) -> None:
        """Open the store anew after its protection changed; no session is open then."""

    def end(self, code: int) -> None:
        """End the program with an exit code."""
