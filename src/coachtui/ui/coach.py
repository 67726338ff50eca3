"""What the screens ask of the application; the application fits it by shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from coachtui.domain.agent import Agent
    from coachtui.domain.errors import BadInput
    from coachtui.domain.listing import SessionRow
    from coachtui.domain.saving import SaveState
    from coachtui.domain.session import Session
    from coachtui.services.listening import Finished
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program
    from coachtui.services.sitting import Sitting
    from coachtui.services.statement_writing import StatementWriting
    from coachtui.services.team_order import TeamOrder
    from coachtui.ui.panes.agent import Profile
    from coachtui.ui.team_place import TeamPlace
    from coachtui.ui.typed_ahead import TypedAhead

OPEN_DEMO = 10_000
"""What ``start.run`` returns, no exit code, when the lead wants the sample team instead of this store."""


class OpenWork(Protocol):
    """A session that is being changed in this window and saved beside the keys."""

    @property
    def agent(self) -> Agent:
        """Whose session it is."""

    @property
    def session(self) -> Session:
        """The newest revision."""

    @property
    def closing(self) -> bool:
        """Whether it was to be closed, and only waits for the disk."""

    def save_state(self) -> SaveState:
        """Return what the saver knows now."""

    def save(self) -> None:
        """Hand the newest revision to the saver again, at once."""

    def flush(self) -> bool:
        """Save what is pending now; return whether all is on disk."""

    def leave(self) -> bool:
        """Save, close and let other windows have it; return whether everything is on disk."""


class Coach(Protocol):
    """The application as its screens see it.

    Attributes:
        sitting: The session open in this window, or ``None``.
        statement: What an agent says about a session, while it is written here; else ``None``.
        finished: The session made final last, while that can be taken back; else ``None``.
        recovery_unconfirmed: Whether a recovery key is made or shown that nobody has confirmed to have read.
        team_order: How the team stands.
        typed_ahead: Which keys came too early to be meant for what they would change.
    """

    sitting: Sitting | None
    finished: Finished | None
    statement: StatementWriting | None
    recovery_unconfirmed: bool
    team_order: TeamOrder
    typed_ahead: TypedAhead

    @property
    def program(self) -> Program:
        """The program's parts."""

    @property
    def first_keys(self) -> Mapping[str, str]:
        """First key by binding id, where the user chose another."""

    @property
    def key_problems(self) -> Sequence[BadInput]:
        """What in the user's keys is ignored."""

    def first_key(self, binding: str) -> str:
        """Return the key that a binding has now."""

    def keys_of(self, binding: str) -> tuple[str, ...]:
        """Return every key that a binding has now."""

    def sit_down(self, agent: Agent, request: LiveRequest | None = None) -> Sitting:
        """Open a live session with an agent."""

    def sit_down_with(self, agent: Agent, session: Session) -> Sitting:
        """Open a session that is on disk."""

    def mark_of(self, agent: Agent) -> str:
        """Return what tells an agent apart from others of that name; empty where nothing has to."""

    def profile_of(self, agent: Agent, but: str = "", known: Sequence[SessionRow] | None = None) -> Profile:
        """Return what is known of an agent."""

    def take_back(self) -> None:
        """Open the session that was finished last as it was before."""

    def open_live(self, sitting: Sitting, said: str = "") -> None:
        """Show a session."""

    def open_review(self, sitting: Sitting) -> None:
        """Show the closing review."""

    def open_rescue(self, work: OpenWork, *, said: str = "", quitting: bool = False) -> None:
        """Offer another place for a session that cannot be saved."""

    def leave_live(self, sitting: Sitting, said: str = "") -> None:
        """Leave a session and show the team."""

    def close_sitting(self, said: str = "") -> None:
        """Forget the session that was open here and show the team."""

    def show_team(self, said: str = "", place: TeamPlace | None = None, *, told: str = "") -> None:
        """Show the team."""

    def open_agent(self, agent: Agent, place: TeamPlace) -> None:
        """Show an agent."""

    def open_protect(self, *, protected: bool) -> None:
        """Set or change the passphrase."""

    def open_retention(self) -> None:
        """Show what is past its time."""

    def nothing_written(self) -> bool:
        """Whether no line of text is open; else say what comes first."""

    def settle_statement(self) -> bool:
        """Let the session of a statement go; return whether none holds one any more."""

    def go_back(self) -> None:
        """Close the screen on top."""

    def speak(self, language: str) -> None:
        """Switch the language."""

    def wear(self, theme: str) -> None:
        """Switch the colours."""

    def relabel(self) -> None:
        """Show every open screen again."""

    def store_renewed(self) -> None:
        """Open the store anew after its protection changed; no session is open then."""

    def protected(self) -> bool:
        """Whether the store has a passphrase."""

    def recovery_to_confirm(self) -> bool:
        """Whether the store has a recovery key that nobody has confirmed to have written down."""

    def end(self, code: int) -> None:
        """End the program."""
