"""Small values: contact, session, rows, phases, holds, rhythm, wording, errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import get_args

import pytest
from tests.unit.builders import (
    CORE,
    GROW,
    IN_ORDER,
    LEVEL,
    NOW,
    YES_NO,
    after,
    answers,
    item,
    session,
    target,
)
from tests.unit.domain.every_command import EVERY_COMMAND

from coachtui.domain.agent import Agent
from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.evaluation import Rater, breaches, unanswered
from coachtui.domain.form import FormRef
from coachtui.domain.listing import session_row
from coachtui.domain.live import commands
from coachtui.domain.live.commands import (
    AddMark,
    AddNote,
    AnswerItem,
    Command,
    DescribeContact,
    Finish,
    KeepDraft,
    MarkRestNotApplicable,
    NextContact,
    PickModel,
    StartCall,
    WriteField,
)
from coachtui.domain.method import FeedbackMethod
from coachtui.domain.model import Model, ModelStep
from coachtui.domain.note import Draft
from coachtui.domain.phase import (
    HOLD_LIMIT_S,
    HoldTotals,
    PhaseShare,
    hold_totals,
    mapping_not_longest,
    phase_shares,
    round_to_one_decimal,
    whole_percents,
)
from coachtui.domain.rhythm import UNCOUNTED_FORMS, count_evaluated_in_month
from coachtui.domain.session import Session
from coachtui.domain.wording import in_language

PHASES = ("contact", "mapping", "solution", "closing")


def stretch(phase: str, at_s: float, until_s: float | None = None) -> PhaseStretch:
    return PhaseStretch(phase=phase, at_s=at_s, until_s=until_s)


CALL = Contact(
    id="c1",
    started_at=NOW,
    phases=(
        stretch("contact", 0, 20),
        stretch("mapping", 20, 80),
        stretch("contact", 80, 90),
        stretch("mapping", 90),
    ),
    holds=(Hold(at_s=30, until_s=50), Hold(at_s=95)),
)


class TestPhases:
    """R21."""

    def test_stretches_of_a_phase_add_up(self) -> None:
        shares = phase_shares(CALL, PHASES, 100)
        assert shares == (
            PhaseShare(phase="contact", seconds=30, share=0.3, percent=30),
            PhaseShare(phase="mapping", seconds=70, share=0.7, percent=70),
            PhaseShare(phase="solution", seconds=0, share=0),
            PhaseShare(phase="closing", seconds=0, share=0),
        )

    def test_a_running_stretch_counts_nothing_without_the_time(self) -> None:
        assert [share.seconds for share in phase_shares(CALL, PHASES, None)] == [30, 60, 0, 0]

    def test_no_time_yet(self) -> None:
        assert {share.share for share in phase_shares(Contact(id="c1"), PHASES, None)} == {0.0}

    def test_a_phase_that_is_not_asked_for_is_left_out(self) -> None:
        shares = phase_shares(CALL, ("mapping",), 100)
        assert shares == (PhaseShare(phase="mapping", seconds=70, share=1.0, percent=100),)

    @pytest.mark.parametrize(
        ("seconds", "percents"),
        [
            ((11.5, 42.5, 28.6, 17.4), (12, 42, 29, 17)),
            ((1, 1, 1), (34, 33, 33)),
            ((12.5, 87.5), (13, 87)),
            ((0, 99.9, 0.1), (0, 100, 0)),
            ((0, 0), (0, 0)),
            ((), ()),
        ],
    )
    def test_whole_percents_of_phases_make_a_hundred(
        self, seconds: tuple[float, ...], percents: tuple[int, ...]
    ) -> None:
        assert whole_percents(seconds) == percents

    @pytest.mark.parametrize(
        ("contact", "mapping", "hint"),
        [
            (61, 60, True),
            (60, 61, False),
            (60, 60, False),
            (60.1, 60, True),
            (80, 30, False),
            (120, 0, False),
        ],
    )
    def test_hint_over_two_minutes_when_mapping_is_not_the_longest(
        self, contact: float, mapping: float, *, hint: bool
    ) -> None:
        shares = (
            PhaseShare(phase="contact", seconds=contact, share=0),
            PhaseShare(phase="mapping", seconds=mapping, share=0),
        )
        assert mapping_not_longest(shares) is hint

    def test_no_hint_without_a_mapping_phase(self) -> None:
        assert not mapping_not_longest((PhaseShare(phase="contact", seconds=500, share=1),))


class TestHolds:
    """R9: count, longest, total, running."""

    def test_running(self) -> None:
        assert hold_totals(CALL.holds, 110.04) == HoldTotals(count=2, longest_s=20, total_s=35, running_s=15)

    def test_ended_or_unknown_time(self) -> None:
        assert hold_totals(CALL.holds[:1], None) == HoldTotals(
            count=1, longest_s=20, total_s=20, running_s=None
        )
        assert hold_totals(CALL.holds, None) == HoldTotals(count=2, longest_s=20, total_s=20, running_s=0)

    def test_none(self) -> None:
        assert hold_totals((), 5) == HoldTotals(count=0, longest_s=0, total_s=0, running_s=None)

    def test_limit_is_two_minutes(self) -> None:
        assert HOLD_LIMIT_S == 120


@pytest.mark.parametrize(("seconds", "shown"), [(0.05, 0.1), (0.25, 0.3), (0.35, 0.4), (12.34, 12.3), (7, 7)])
def test_seconds_are_rounded_half_up(seconds: float, shown: float) -> None:
    assert round_to_one_decimal(seconds) == shown


class TestContact:
    def test_states(self) -> None:
        assert (CALL.running, CALL.ended, CALL.phase, CALL.on_hold) == (True, False, "mapping", True)
        fresh = Contact(id="c")
        assert (fresh.running, fresh.ended, fresh.phase, fresh.on_hold) == (False, False, None, False)
        over = replace(CALL, duration_s=120.0, phases=CALL.phases[:1], holds=CALL.holds[:1])
        assert (over.running, over.ended, over.phase, over.on_hold) == (False, True, None, False)

    def test_last_recorded_second(self) -> None:
        assert CALL.last_recorded_s() == 95
        assert replace(CALL, duration_s=120.0).last_recorded_s() == 120
        assert Contact(id="c").last_recorded_s() == 0


class TestSession:
    def test_new_one_is_empty(self) -> None:
        assert session().empty
        assert after(session(), NextContact(contact_id="c2")).empty
        assert after(session(), PickModel(model=GROW, step="goal")).empty

    @pytest.mark.parametrize(
        "commands_given",
        [
            (AnswerItem(target=target("warmth"), value=1),),
            (KeepDraft(draft=Draft(at=NOW, text="a")),),
            (AddNote(note_id="n", draft=Draft(at=NOW, text="a")),),
            (StartCall(contact_id="x"),),
            (DescribeContact(contact_id="c1", reference="A-1", channel=None),),
            (
                PickModel(model=GROW, step="goal"),
                WriteField(model="grow", step="goal", field="goals", text="a"),
            ),
        ],
        ids=lambda given: type(given[-1]).__name__,
    )
    def test_anything_captured_makes_it_worth_keeping(self, commands_given: tuple[Command, ...]) -> None:
        assert not after(session(), *commands_given).empty

    def test_blank_draft_is_nothing(self) -> None:
        assert after(session(), KeepDraft(draft=Draft(at=NOW, text=" "))).empty

    def test_look_ups(self) -> None:
        state = after(session(), AnswerItem(target=target("warmth"), value=1))
        assert state.contact("c1") is state.contacts[0]
        assert state.contact("gone") is None
        assert state.evaluation("c1", "second") is None
        assert state.evaluation("c2", "form") is None
        assert state.note("gone") is None
        assert state.step("grow", "goal") is None
        assert state.draft(None) is None
        assert state.running_contact is None

    def test_only_the_leads_evaluation_is_found(self) -> None:
        state = after(session(), AnswerItem(target=target("warmth"), value=1))
        own = replace(state.evaluations[0], rater=Rater(role="agent", id="anna"))
        assert replace(state, evaluations=(own,)).evaluation("c1", "form") is None

    def test_a_place_that_is_gone_shows_the_last_contact(self) -> None:
        state = replace(session(), place=replace(session().place, contact_id="gone"))
        assert state.shown_contact.id == "c1"


class TestForm:
    def test_critical_breach(self) -> None:
        """R18: in order/breach is breached by 0 and by nothing else; n/a is no breach."""
        critical = item("identify", 0, IN_ORDER, critical="compliance")
        assert critical.breached_by(0)
        assert not critical.breached_by(1)
        assert not item("plain").breached_by(0)
        assert breaches(CORE, answers(identify=0)) == ("identify",)
        assert breaches(CORE, answers(identify="n", greeting=0)) == ()

    def test_scored(self) -> None:
        assert item("a", 1, LEVEL).scored
        assert not item("a", 0, LEVEL).scored
        assert not item("a", 1, IN_ORDER).scored

    def test_fraction(self) -> None:
        assert [item("a", 1, LEVEL).fraction(value) for value in (0, 1, 2, 3)] == [0.0, 0.5, 1.0, None]
        assert YES_NO.value(2) is None

    def test_look_ups(self) -> None:
        assert CORE.ref == FormRef(id="form", version=1)
        assert CORE.item("nothing") is None
        assert CORE.section("mapping") is CORE.sections[1]
        assert CORE.section("nothing") is None
        assert [one.id for one in unanswered(CORE, answers(greeting=1, needs="n"))] == [
            "warmth",
            "identify",
            "summary",
        ]


def test_model_look_up() -> None:
    empty = {"en": ""}
    step = ModelStep(
        id="goal",
        letter="G",
        name=empty,
        purpose=empty,
        lead_do=empty,
        done_when=empty,
        fields=(),
        prompts=(),
    )
    model = Model(id="grow", version=1, name=empty, tagline=empty, use_when=empty, steps=(step,))
    assert model.step("goal") is step
    assert model.step("will") is None


def test_short_name() -> None:
    assert Agent(id="1", name="Anna Berg").short == "Anna Berg"
    assert Agent(id="1", name="Anna Berg", alias="AB").short == "AB"


def test_only_live_listening_is_offered() -> None:
    """R60: the other methods wait for their notices."""
    live = FeedbackMethod(
        id="live", name={}, text={}, covert=False, recording=False, remote=False, notice_required=False
    )
    assert live.offered
    assert not replace(live, id="feedback-on-feedback").offered


class TestRhythm:
    """R24: distinct contacts with a final lead evaluation, by contact date in the calendar month."""

    def test_month_is_the_local_calendar_month(self) -> None:
        days = [
            date(2026, 10, 31),
            date(2026, 11, 1),
            date(2026, 11, 30),
            date(2026, 12, 1),
            date(2025, 11, 5),
        ]
        assert count_evaluated_in_month(days, date(2026, 11, 16)) == 2

    def test_rows_name_each_contact_once_by_local_date(self) -> None:
        late = datetime.fromisoformat("2026-11-30T23:30:00+01:00")
        state = after(
            replace(session(), started_at=late),
            AnswerItem(target=target("greeting"), value=1),
            AnswerItem(target=target("greeting", "second"), value=1),
            MarkRestNotApplicable(),
            Finish(),
        )
        row = session_row(state, UNCOUNTED_FORMS)
        assert (row.id, row.agent_ids, row.kind, row.status) == ("session", ("anna",), "listening", "final")
        assert row.started_at == late
        assert row.evaluated == (date(2026, 11, 30),)

    def test_the_call_counts_where_it_was_started(self) -> None:
        state = after(
            replace(session(), started_at=datetime.fromisoformat("2026-10-31T23:59:00+01:00")),
            AnswerItem(target=target("greeting"), value=1),
            MarkRestNotApplicable(),
            StartCall(contact_id="x"),
            (60.0, Finish()),
        )
        assert session_row(state, UNCOUNTED_FORMS).evaluated == (NOW.date(),)

    @pytest.mark.parametrize("change", ["draft", "agent", "uncounted"])
    def test_drafts_self_evaluations_and_some_forms_do_not_count(self, change: str) -> None:
        state = after(
            session(), AnswerItem(target=target("greeting"), value=1), MarkRestNotApplicable(), Finish()
        )
        one = state.evaluations[0]
        changed = {
            "draft": replace(one, status="draft"),
            "agent": replace(one, rater=Rater(role="agent", id="anna")),
            "uncounted": replace(one, form=FormRef(id="coaching-talk", version=1)),
        }
        assert session_row(replace(state, evaluations=(changed[change],)), UNCOUNTED_FORMS).evaluated == ()
        assert {"stress", "coaching-talk"} == UNCOUNTED_FORMS


@pytest.mark.parametrize(
    ("wording", "language", "text"),
    [
        ({"en": "Opening", "nb": "Åpning"}, "nb", "Åpning"),
        ({"en": "Opening", "nb": "Åpning"}, "nl", "Opening"),
        ({"nb": "Åpning"}, "zh-Hans", "Åpning"),
        ({"sv": "", "en": "Opening"}, "sv", "Opening"),
        ({"sv": "", "nb": ""}, "sv", ""),
        ({}, "en", ""),
    ],
)
def test_wording_falls_back(wording: dict[str, str], language: str, text: str) -> None:
    """R12: the language in use, else English, else the only one there is."""
    assert in_language(wording, language) == text


def test_errors_speak_in_codes_and_facts() -> None:
    error = Refused("not_a_value", item="warmth", values=(0, 1))
    assert isinstance(error, CoachError)
    assert str(error) == "not_a_value item=warmth values=(0, 1)"
    assert str(CoachError("no_call")) == "no_call"


def test_attack_undo_every_command_says_what_undo_makes_of_it() -> None:
    """R5: a command that is added says so itself, and none inherits or forgets it."""
    allowed = set(get_args(commands.GoesBack))
    said = {kind.__name__: vars(kind).get("goes_back") for kind in EVERY_COMMAND}
    assert {name for name, goes_back in said.items() if goes_back not in allowed} == set()
    others = {name for name, goes_back in said.items() if goes_back != "step"}
    assert others == {
        *("KeepDraft", "WriteField"),
        *("ShowContact", "ShowForm", "ShowStep", "CloseStep", "Heartbeat"),
        "Finish",
    }


def marks_only(state: Session) -> Session:
    return replace(state, contacts=(Contact(id="c1"),))


def test_marks_alone_are_worth_keeping() -> None:
    state = after(session(), StartCall(contact_id="x"), (3.0, AddMark(mark_id="m")))
    assert not marks_only(state).empty
