"""Any sequence of commands on the two shipped forms: what must hold whatever a lead does."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.saving import Offers
from tests.unit.domain.every_command import EVERY_COMMAND

from coachtui.content.library import Library
from coachtui.domain.contact import CHANNELS, Contact, Hold, PhaseStretch
from coachtui.domain.errors import Refused
from coachtui.domain.live.commands import (
    AddMark,
    AddNote,
    AnswerItem,
    BreakOff,
    ClearAnswer,
    CloseStep,
    Command,
    DescribeContact,
    DropDraft,
    EndCall,
    Finish,
    Heartbeat,
    KeepAsDraft,
    KeepDraft,
    MarkNotApplicable,
    MarkRestNotApplicable,
    Moment,
    MoveToAgent,
    NextContact,
    NextPhase,
    PickModel,
    PreviousPhase,
    RemoveContact,
    RemoveNote,
    ShowContact,
    ShowForm,
    ShowStep,
    StartCall,
    Target,
    TickStep,
    ToggleHold,
    ToggleStar,
    WriteField,
)
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.live.reduce import reduce
from coachtui.domain.live.reduce_closing import missing_items
from coachtui.domain.live.restore import restore
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import TAGS, Draft, Link
from coachtui.domain.score import score_form
from coachtui.domain.session import Cursor, ModelRef, Session
from coachtui.services.desks.session_desk import SessionDesk

LIBRARY = Library()
FORMS = tuple(LIBRARY.form(form_id) for form_id in CORE_FORMS)
RULES = Rules(forms={form.id: form for form in FORMS}, phases=FORMS[1].phases)
ITEMS = [(form.id, item.id) for form in FORMS for item in form.items()]
BEGAN = datetime.fromisoformat("2026-11-16T09:59:58.123456+01:00")


def begun() -> Session:
    return Session(
        id="s",
        agent_ids=("anna",),
        lead_id="lead",
        started_at=BEGAN,
        place=Cursor(contact_id="c0", form_id=FORMS[0].id),
        contacts=(Contact(id="c0"),),
        forms=tuple(form.ref for form in FORMS),
    )


class Sitting:
    """Plays commands with a clock and fresh ids, as the desk does."""

    def __init__(self) -> None:
        self.session = begun()
        self.seconds = 0.0
        self.origins: dict[str, float] = {}
        self.ids = 0

    def new_id(self) -> str:
        self.ids += 1
        return f"id{self.ids}"

    def moment(self) -> Moment:
        running = self.session.running_contact
        call_s = None
        if running is not None:
            call_s = self.seconds - self.origins.setdefault(running.id, self.seconds)
        return Moment(
            at=BEGAN + timedelta(seconds=self.seconds), call_s=call_s, step_s=float(self.seconds % 7)
        )

    def play(self, command: Command) -> bool:
        """Carry a command out and say whether it was taken; check what holds for every single step."""
        before, at = self.session, self.moment()
        copy = deepcopy(before)
        try:
            after = reduce(before, command, at, RULES)
        except Refused:
            assert before == copy
            return False
        assert before == copy
        if after is before:
            return False
        assert after.revision == before.revision + 1
        assert_undo(before, after)
        if command.goes_back == "passed over":
            assert captured(after) == captured(before)
        self.session = after
        self.moment()
        return True


ANSWERING = (AnswerItem, MarkNotApplicable, ToggleStar, ClearAnswer)
SIMPLE = (EndCall, ToggleHold, NextPhase, PreviousPhase, MarkRestNotApplicable, KeepAsDraft, CloseStep)
OTHERS = (
    TickStep,
    AddMark,
    AddNote,
    KeepDraft,
    NextContact,
    RemoveNote,
    DropDraft,
    BreakOff,
    RemoveContact,
    ShowContact,
    ShowForm,
    DescribeContact,
    PickModel,
    ShowStep,
    WriteField,
    MoveToAgent,
)

NOT_PLAYED = {Heartbeat, Finish}
"""One notes only that the program is there; the other ends what would be played after it."""

steps = st.lists(
    st.tuples(
        st.sampled_from(
            [*ANSWERING, AnswerItem, AnswerItem, *SIMPLE, NextPhase, StartCall, StartCall, *OTHERS]
        ),
        st.integers(0, 10_000),
        st.floats(0, 90, allow_nan=False).map(lambda seconds: round(seconds, 3)),
    ),
    max_size=40,
)


def test_every_command_is_among_those_played() -> None:
    assert {*ANSWERING, *SIMPLE, StartCall, *OTHERS} == EVERY_COMMAND - NOT_PLAYED


def command_of(kind: type[Any], pick: int, open_session: Sitting) -> Command:
    """Make a command of ``kind`` that ``pick`` chooses among those thinkable in this session."""
    session = open_session.session
    contact = session.contacts[pick % len(session.contacts)].id
    form_id, item_id = ITEMS[pick % len(ITEMS)]
    if kind in ANSWERING:
        target = Target(
            contact_id=contact, form_id=form_id, item_id=item_id, evaluation_id=f"e-{contact}-{form_id}"
        )
        return kind(target=target, value=pick % 4) if kind is AnswerItem else kind(target=target)  # type: ignore[no-any-return]
    if kind in SIMPLE:
        return kind()  # type: ignore[no-any-return]
    link = (None, Link(form=form_id, item=item_id), Link(model="grow", step="goal"))[pick % 3]
    note_id = session.notes[pick % len(session.notes)].id if session.notes and pick % 5 == 0 else None
    draft = Draft(
        at=open_session.moment().at,
        text=("", " ", "said it", "说得很好")[pick % 4],
        call_s=open_session.moment().call_s and round(open_session.moment().call_s or 0, 1),
        contact_id=session.place.contact_id,
        tag=(None, *TAGS)[pick % 8],
        link=link,
        note_id=note_id,
        id=(None, "d1", "d2")[pick % 3] if note_id is None else None,
    )
    model = ModelRef(id=("grow", "clear")[pick % 2], version=1)
    step = ("first", "second")[pick % 2]
    made: dict[type[Any], Command] = {
        StartCall: StartCall(contact_id=open_session.new_id()),
        AddMark: AddMark(mark_id=open_session.new_id()),
        AddNote: AddNote(note_id=open_session.new_id(), draft=draft),
        KeepDraft: KeepDraft(draft=draft),
        NextContact: NextContact(contact_id=open_session.new_id()),
        RemoveNote: RemoveNote(note_id=session.notes[pick % len(session.notes)].id if session.notes else "x"),
        DropDraft: DropDraft(draft=draft),
        BreakOff: BreakOff(contact_id=contact),
        RemoveContact: RemoveContact(contact_id=contact, new_id=open_session.new_id()),
        ShowContact: ShowContact(step=1 if pick % 2 else -1),
        ShowForm: ShowForm(form_id=form_id),
        DescribeContact: DescribeContact(
            contact_id=contact, reference=("", "A-17")[pick % 2], channel=(None, *CHANNELS)[pick % 5]
        ),
        PickModel: PickModel(model=model, step="first"),
        ShowStep: ShowStep(step=step),
        WriteField: WriteField(
            model=session.model.id if session.model else "grow", step=step, field="goals", text=draft.text
        ),
        TickStep: TickStep(),
        MoveToAgent: MoveToAgent(agent_id=("anna", "bo")[pick % 2]),
    }
    return made[kind]


def played(script: list[tuple[type[Any], int, float]]) -> Sitting:
    open_session = Sitting()
    for kind, pick, seconds in script:
        open_session.seconds += seconds
        open_session.play(command_of(kind, pick, open_session))
    return open_session


def captured(session: Session) -> Session:
    """A session without what undo leaves alone: where the lead is, time in steps, and that one was left."""
    worked = (step for step in session.steps if step.fields or step.done)
    steps = tuple(replace(step, seconds=0.0, done=step.done and not step.written) for step in worked)
    steps = tuple(sorted(steps, key=lambda step: (step.model, step.step)))
    return replace(session, place=Cursor(contact_id=""), steps=steps, models=(), seen_s=None, revision=0)


def assert_undo(before: Session, after: Session) -> None:
    """Undo after do is what was, redo is what came, and each is a revision of its own (R5)."""
    undone = restore(after, after, before)
    assert captured(undone) == captured(before)
    assert undone.revision == after.revision + 1
    redone = restore(undone, before, after)
    assert captured(redone) == captured(after)


def spans(stretches: Sequence[PhaseStretch | Hold], contact: Contact) -> None:
    """Stretches never overlap, never run backwards, and only the last of a running call is open."""
    for earlier, later in pairwise(stretches):
        assert earlier.until_s is not None
        assert earlier.until_s <= later.at_s
    for stretch in stretches:
        assert stretch.until_s is None or stretch.at_s <= stretch.until_s
        assert stretch.until_s is not None or contact.running
        assert contact.duration_s is None or stretch.until_s is not None
        if contact.duration_s is not None and stretch.until_s is not None:
            assert stretch.until_s <= contact.duration_s


def one_decimal(seconds: float | None) -> bool:
    return seconds is None or round(seconds, 1) == seconds


def assert_whole(session: Session) -> None:
    """Everything that holds of any session at any moment."""
    ids = {contact.id for contact in session.contacts}
    assert len(ids) == len(session.contacts)
    assert session.place.contact_id in ids
    running = [contact for contact in session.contacts if contact.running]
    assert len(running) <= 1
    assert not running or running == [session.contacts[-1]]
    for contact in session.contacts:
        spans(contact.phases, contact)
        spans(contact.holds, contact)
        assert one_decimal(contact.duration_s)
        for one, two in pairwise(contact.phases):
            assert one.until_s == two.at_s
    keys = [(e.contact_id, e.form.id) for e in session.evaluations]
    assert len(set(keys)) == len(keys)
    for evaluation in session.evaluations:
        assert evaluation.answers
        assert evaluation.contact_id in ids
        assert evaluation.agent_id == session.agent_id
        started = {c.id for c in session.contacts if c.started_at is not None}
        for item_id, answer in evaluation.answers.items():
            item = RULES.item(evaluation.form.id, item_id)
            assert answer.na == (answer.value is None)
            assert answer.value is None or item.answer_type.value(answer.value) is not None
            assert item.na or not answer.na or item_id in evaluation.not_reached
            assert not (answer.na and answer.star)
            assert one_decimal(answer.call_s)
            assert answer.call_s is None or evaluation.contact_id in started
        broken = session.contact(evaluation.contact_id)
        assert not evaluation.not_reached or (broken is not None and broken.broken_off)
        assert all(evaluation.answers[item_id].na for item_id in evaluation.not_reached)
        assert len(set(evaluation.not_reached)) == len(evaluation.not_reached)
        assert_score(evaluation.form.id, session, evaluation.contact_id)
    assert [note.at for note in session.notes] == sorted(note.at for note in session.notes)
    assert all(note.text.strip() for note in session.notes)
    assert {draft.contact_id for draft in session.drafts} <= ids | {None}
    assert not any(one.same_as(other) for one, other in combinations(session.drafts, 2))
    assert all(mark.call_s is not None and one_decimal(mark.call_s) for mark in session.marks)
    for record in session.steps:
        assert record.seconds or record.fields or record.done


def assert_score(form_id: str, session: Session, contact_id: str) -> None:
    """The score lies in its honest range, which closes when all is answered (R17)."""
    form = RULES.forms[form_id]
    evaluation = session.evaluation(contact_id, form_id)
    assert evaluation is not None
    score = score_form(form, evaluation.answers)
    assert score.answered == len(evaluation.answers)
    if score.value is None:
        return
    assert score.low is not None
    assert score.high is not None
    assert 0 <= score.low <= score.value <= score.high <= 100
    if score.answered == score.total:
        assert score.low == score.value == score.high


RUN = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RUN
@given(steps)
def test_any_commands_leave_a_whole_session(script: list[tuple[type[Any], int, float]]) -> None:
    open_session = Sitting()
    for kind, pick, seconds in script:
        open_session.seconds += seconds
        if open_session.play(command_of(kind, pick, open_session)):
            assert_whole(open_session.session)


@RUN
@given(steps)
def test_encoded_and_decoded_is_the_same_session(script: list[tuple[type[Any], int, float]]) -> None:
    session = played(script).session
    assert msgspec.convert(msgspec.to_builtins(session), Session) == session
    assert msgspec.json.decode(msgspec.json.encode(session), type=Session) == session


@RUN
@given(steps)
def test_finish_only_when_nothing_is_missing(script: list[tuple[type[Any], int, float]]) -> None:
    """R19; and finishing loses neither an answer nor a letter that was typed."""
    open_session = played(script)
    before = open_session.session
    missing = missing_items(before, RULES)
    typed = [draft.text.strip() for draft in before.drafts if draft.text.strip()]
    taken = open_session.play(Finish(note_ids=tuple(f"n{number}" for number in range(len(before.drafts)))))
    assert taken is not bool(missing)
    if taken:
        after = open_session.session
        assert (after.status, after.running_contact, after.drafts) == ("final", None, ())
        assert {e.status for e in after.evaluations} <= {"final"}
        for old, new in zip(before.evaluations, after.evaluations, strict=True):
            assert {**new.answers, **old.answers} == new.answers
            assert set(new.answers) - set(old.answers) <= set(new.not_reached)
        assert set(typed) <= {note.text for note in after.notes}
        assert_whole(after)


class ScriptClock:
    """A clock that the script moves."""

    def __init__(self, open_session: Sitting) -> None:
        self.open_session = open_session

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=self.open_session.seconds)

    def tick(self) -> float:
        return self.open_session.seconds

    def asleep_s(self) -> float | None:
        return None


@RUN
@given(steps, st.booleans())
def test_undo_all_the_way_and_redo_all_the_way(
    script: list[tuple[type[Any], int, float]], letters: bool
) -> None:
    """Whatever was done in a session is taken back to its very start, and done again to its end (R5)."""
    open_session = Sitting()
    desk = SessionDesk(open_session.session, RULES, ScriptClock(open_session), Offers())
    for kind, pick, seconds in script:
        open_session.seconds += seconds
        with suppress(Refused):
            desk.conduct(command_of(kind, pick, open_session))
        open_session.session = desk.session
        if pick % 3 == 0:
            desk.end_text()
    last = desk.session
    for travel, end in ((desk.undo, begun()), (desk.redo, last)):
        with suppress(Refused):  # only because nothing is left: the session is never final here
            while True:
                assert_whole(travel(letters=letters))
        assert captured(desk.session) == captured(end)
