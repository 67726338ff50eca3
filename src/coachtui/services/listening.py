"""The use case of listening: beginning, resuming, reading and leaving sessions (R2-R4)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact
from coachtui.domain.errors import CoachError, ContentError, Refused, StoreError
from coachtui.domain.form import Form
from coachtui.domain.live.interrupted_call import call_goes_on, without_running_call
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.live.rules import Rules
from coachtui.domain.model import Model
from coachtui.domain.session import Cursor, ModelRef, Session
from coachtui.domain.value import dataclass
from coachtui.services.content_used import ContentUsed
from coachtui.services.ports import Clock, Content, Ids, Lease, SessionStore, TeamStore
from coachtui.services.reloading import is_in_team, reload_session

PHASE_FORM = "conversation-phases"
"""The form whose sections name the phases of a call (R21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningResult:
    """The result of opening a session: the session with its forms and lock.

    Attributes:
        session: The session.
        rules: Forms and phases for checking commands.
        forms: The forms offered as tabs, in order.
        lease: The lock, held until the session is left; ``None`` for reading only.
        resumed: Whether the session existed before.
        call_closed: Whether an interrupted call was ended on opening.
        changed: Whether the session differs from what is on disk.
        lost: Errors about lost forms of the session, one each; for a new session, why the previous one cannot
            be resumed.
    """

    session: Session
    rules: Rules
    forms: tuple[Form, ...]
    lease: Lease | None
    resumed: bool = False
    call_closed: bool = False
    changed: bool = False
    lost: tuple[CoachError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSession:
    """A session made final in this window, for as long as that can be undone.

    Attributes:
        agent: The agent of the session.
        before: The last revision before it was final.
        revision: The number of the final revision.
    """

    agent: Agent
    before: Session
    revision: int


class _LeasePair:
    """Two leases that are released together."""

    def __init__(self, one: Lease, other: Lease) -> None:
        self._leases = (one, other)

    def release(self) -> None:
        """Release both leases."""
        for lease in self._leases:
            lease.release()


class Listening:
    """The use case of listening to an agent's contacts.

    Attributes:
        used: Forms and models in the version a session used.
    """

    def __init__(
        self, sessions: SessionStore, team: TeamStore, content: Content, clock: Clock, ids: Ids
    ) -> None:
        """Take the ports it works with."""
        self._sessions = sessions
        self._team = team
        self._content = content
        self._clock = clock
        self._ids = ids
        self.used = ContentUsed(sessions, content)

    def begin(
        self, agent: Agent, form_ids: tuple[str, ...] = (), model_id: str | None = None, *, known: str = ""
    ) -> OpeningResult:
        """Begin a session with an agent, or resume the one that is running.

        Args:
            agent: The agent to listen to.
            form_ids: Forms to offer; none means both core forms.
            model_id: Coaching model to start with, or ``None``.
            known: Id of a running session with the agent seen elsewhere, or empty. After a start with a wrong
                clock it can be in the log of a year that is not searched.

        Raises:
            StoreBusy: The running session is open in another window.
            ContentError: A form or model is unknown.
        """
        running = self._sessions.newest.open_session_of(agent.id) or self._still_running(known, agent)
        only_read: tuple[CoachError, ...] = ()
        if running is not None:
            try:
                return self.open(running)
            except ContentError as error:  # it can be read on the agent's page, and stands in nobody's way
                only_read = (error,)
            except Refused as gone:
                if gone.code != "correct_nothing_there":  # else another window ended it, and one begins
                    raise
        forms = tuple(self._content.form(form_id) for form_id in form_ids or CORE_FORMS)
        model = self._content.model(model_id) if model_id else None
        lead = self._team.lead()
        if lead is None:
            lead = Lead(id=self._ids.new())
            self._team.put_lead(lead)
        session = new_session(agent, lead, forms, model, began=self._clock.now(), ids=self._ids)
        return OpeningResult(
            session=session,
            rules=self._rules(forms),
            forms=forms,
            lease=self._claim(session),
            lost=only_read,
        )

    def _still_running(self, known: str, agent: Agent) -> Session | None:
        session = self._sessions.get(known) if known else None
        runs = session is not None and session.status == "live" and session.agent_id == agent.id
        return session if runs else None

    def _claim(self, session: Session) -> Lease:
        """Lock a new session and its agent, so that no other window begins a second one."""
        agent = self._sessions.lease(session.agent_id)
        try:
            return _LeasePair(agent, self._sessions.lease(session.id))
        except CoachError:
            agent.release()
            raise

    def open(self, session: Session) -> OpeningResult:
        """Open a stored session for working on, reloaded from disk.

        Raises:
            Refused: ``correct_nothing_there`` or ``agent_erased``: it is not on disk any more.
            StoreBusy: It is open in another window.
            CoachError: It cannot be read; other windows may still have it.
        """
        lease = self._sessions.lease(session.id)
        try:
            return self._gone_on_with(reload_session(self._team, self._sessions, session), lease)
        except CoachError:
            lease.release()
            raise

    def knows(self, agent_id: str) -> bool:
        """Return whether an agent is in the list of people, active or not.

        Raises:
            CoachError: The team cannot be read.
        """
        return is_in_team(self._team, agent_id)

    def take_back(self, finished: FinishedSession) -> OpeningResult:
        """Reopen a session that was made final by mistake, as it was before.

        Raises:
            Refused: ``changed_since``: it was corrected, or somebody said something about it;
                ``correct_nothing_there`` or ``agent_erased``: it is not on disk any more.
            StoreBusy: It is open in another window.
            CoachError: It cannot be read.
        """
        before = finished.before
        lease = self._sessions.lease(before.id)
        try:
            if reload_session(self._team, self._sessions, before).revision != finished.revision:
                raise Refused("changed_since")
            opened = self._gone_on_with(replace(before, revision=finished.revision + 1), lease)
        except CoachError:
            lease.release()
            raise
        return replace(opened, changed=True)

    def _gone_on_with(self, session: Session, lease: Lease) -> OpeningResult:
        opened = self.read_whole(session)
        now = self._clock.now()
        closed = session if call_goes_on(session, now) else without_running_call(session, opened.rules, now)
        return replace(
            opened,
            session=closed,
            lease=lease,
            call_closed=closed is not session,
            changed=closed is not session,
        )

    def read(self, session: Session) -> OpeningResult:
        """Open a session for reading only, with those of its forms that are left (R20)."""
        forms: list[Form] = []
        lost: list[CoachError] = []
        for ref in session.forms_used:
            try:
                form = self.used.form(ref)
            except CoachError as error:
                lost.append(error)
                continue
            if form is None:
                lost.append(ContentError("form_lost", id=ref.id, version=ref.version))
            else:
                forms.append(form)
        found = tuple(forms)
        return OpeningResult(
            session=session,
            rules=self._rules(found),
            forms=found,
            lease=None,
            resumed=True,
            lost=tuple(lost),
        )

    def read_whole(self, session: Session) -> OpeningResult:
        """Open a session for reading only; fails where one of its forms is lost.

        Raises:
            CoachError: A form is lost, so that nothing can be answered on it.
        """
        opened = self.read(session)
        if opened.lost:
            raise opened.lost[0]
        if not opened.forms:
            raise ContentError("no_forms")
        return opened

    def leave(self, opened: OpeningResult, session: Session, *, stored: bool) -> None:
        """Leave a session; an empty one is removed.

        Where the disk does not allow it the empty session stays, and is resumed next time.

        Args:
            opened: The result of opening it.
            session: Its newest revision.
            stored: Whether any revision may be on disk.
        """
        if session.status == "live" and session.empty and stored:
            with suppress(StoreError):
                self._sessions.remove(session)
        if opened.lease is not None:
            opened.lease.release()

    def _rules(self, forms: tuple[Form, ...]) -> Rules:
        with_phases = next((form for form in forms if form.phases), None) or self._content.form(PHASE_FORM)
        return Rules(
            forms={form.id: form for form in forms},
            phases=with_phases.phases,
            phase_names=with_phases.phase_names(),
        )


def new_session(
    agent: Agent,
    lead: Lead,
    forms: tuple[Form, ...],
    model: Model | None,
    *,
    began: datetime,
    ids: Ids,
) -> Session:
    """Return a new live session with one empty contact.

    Args:
        agent: The agent to listen to.
        lead: The lead.
        forms: Forms to offer as tabs; the first is shown.
        model: Coaching model to start with, or ``None``.
        began: Wall time with offset.
        ids: The id generator.
    """
    contact = Contact(id=ids.new())
    return Session(
        id=ids.new(),
        agent_ids=(agent.id,),
        lead_id=lead.id,
        started_at=began,
        place=Cursor(
            contact_id=contact.id,
            form_id=forms[0].id,
            step=model.steps[0].id if model is not None else "",
        ),
        contacts=(contact,),
        forms=tuple(form.ref for form in forms),
        model=ModelRef(id=model.id, version=model.version) if model is not None else None,
    )
