"""Made-up sessions, created command by command as a real one would be."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.correcting import CorrectionStamp, correct_answer, with_statement
from coachtui.domain.correction import Statement
from coachtui.domain.form import Form
from coachtui.domain.live import commands as c
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.rules import Rules
from coachtui.domain.model import Model
from coachtui.domain.session import ModelRef, Session
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.services.demo.call import Call, CallPlan, draft_note, make_call
from coachtui.services.demo.texts import ASIDES, CORRECTED, FIELDS, STATEMENT
from coachtui.services.listening import new_session
from coachtui.services.ports import Ids

_BETWEEN_CALLS_S = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The plan of a made-up session.

    Attributes:
        agent: The agent listened to.
        lead: The lead.
        began: Wall time of its start, with offset.
        skill: How often the best answer is earned, 0..1.
        calls: How many calls are listened to.
        model: Coaching model written in, or ``None``.
        breach: Whether wrong information is given in the last call.
        unfinished: Whether it is left as a draft.
        corrected: Whether one of its answers is corrected an hour later.
        stated: Whether the agent adds a statement afterwards.
    """

    agent: Agent
    lead: Lead
    began: datetime
    skill: float
    calls: int = 1
    model: Model | None = None
    breach: bool = False
    unfinished: bool = False
    corrected: bool = False
    stated: bool = False


class DemoSessions:
    """A generator of made-up sessions, with a clock of its own."""

    def __init__(self, forms: tuple[Form, ...], rules: Rules, rng: Random, ids: Ids) -> None:
        """Take what all sessions share.

        Args:
            forms: Forms offered as tabs; the first is always filled in.
            rules: The same forms and the phases of a call.
            rng: Where chance comes from; the same gives the same sessions but for their ids.
            ids: Where ids come from.
        """
        self._forms = forms
        self._rules = rules
        self._rng = rng
        self._ids = ids

    def session(self, occasion: Occasion) -> Session:
        """Return a complete made-up session."""
        session = new_session(
            occasion.agent, occasion.lead, self._forms, None, began=occasion.began, ids=self._ids
        )
        now = occasion.began + timedelta(seconds=self._rng.randint(5, 60))
        for number in range(1, occasion.calls + 1):
            last = number == occasion.calls
            session, now = self._listen(session, occasion, now, last=last)
        if occasion.model is not None:
            session, now = self._coach(session, occasion.model, now)
        closing = c.KeepAsDraft() if occasion.unfinished else c.Finish()
        session = reduce(session, closing, c.Moment(at=now), self._rules)
        if occasion.corrected:
            session = self._correct(session, now + timedelta(hours=1))
        if occasion.stated:
            said = Statement(
                id=self._ids.new(),
                at=now + timedelta(minutes=5),
                agent_id=session.agent_id,
                text=_(STATEMENT),
            )
            session = with_statement(session, said)
        return session

    def _correct(self, session: Session, at: datetime) -> Session:
        """Correct the first answer that could have been better."""
        evaluation = session.evaluations[0]
        for item in self._rules.forms[evaluation.form.id].items():
            best = max(value.value for value in item.answer_type.values)
            answer = evaluation.answers.get(item.id)
            if answer is not None and answer.value not in {None, best} and not item.critical:
                signed = CorrectionStamp(id=self._ids.new(), at=at, by=session.lead_id, why=_(CORRECTED))
                return correct_answer(session, evaluation.id, item, best, signed)
        return session

    def _listen(
        self, session: Session, occasion: Occasion, now: datetime, *, last: bool
    ) -> tuple[Session, datetime]:
        """Record a call of the next contact."""
        session = reduce(session, c.StartCall(contact_id=self._ids.new()), c.Moment(at=now), self._rules)
        both = occasion.unfinished or self._rng.random() < 0.8
        plan = CallPlan(
            contact_id=session.contacts[-1].id,
            began=now,
            forms=self._forms if both else self._forms[:1],
            skill=occasion.skill,
            breach=occasion.breach and last,
            unfinished=occasion.unfinished and last,
        )
        call = make_call(plan, self._rng, self._ids)
        session = self._carry_out(session, call, now)
        ended = now + timedelta(seconds=call.seconds)
        if plan.unfinished:
            half = draft_note(plan, call.seconds - 4, None, ASIDES[0][1])
            session = reduce(session, c.KeepDraft(draft=half), c.Moment(at=ended), self._rules)
        return self._describe(session, plan.contact_id, ended), ended + timedelta(seconds=_BETWEEN_CALLS_S)

    def _carry_out(self, session: Session, call: Call, began: datetime) -> Session:
        for second, command in (*call.steps, (call.seconds, c.EndCall())):
            moment = c.Moment(at=began + timedelta(seconds=second), call_s=second)
            session = reduce(session, command, moment, self._rules)
        return session

    def _describe(self, session: Session, contact_id: str, at: datetime) -> Session:
        reference = f"SAMPLE-{self._rng.randint(100_000, 999_999)}" if self._rng.random() < 0.8 else ""
        command = c.DescribeContact(contact_id=contact_id, reference=reference, channel="phone")
        return reduce(session, command, c.Moment(at=at), self._rules)

    def _coach(self, session: Session, model: Model, now: datetime) -> tuple[Session, datetime]:
        """Record work with a coaching model after the calls."""
        ref = ModelRef(id=model.id, version=model.version)
        session = reduce(
            session, c.PickModel(model=ref, step=model.steps[0].id), c.Moment(at=now), self._rules
        )
        seconds = 0.0
        for step in model.steps:
            seconds = float(self._rng.randint(60, 240))
            moment = c.Moment(at=now, step_s=seconds)
            session = reduce(session, c.ShowStep(step=step.id), moment, self._rules)
            now += timedelta(seconds=seconds)
            for place, field, text in FIELDS.get(model.id, ()):
                if place == step.id:
                    write = c.WriteField(model=model.id, step=step.id, field=field, text=_(text))
                    session = reduce(session, write, c.Moment(at=now), self._rules)
        session = reduce(session, c.CloseStep(), c.Moment(at=now, step_s=seconds), self._rules)
        return session, now
