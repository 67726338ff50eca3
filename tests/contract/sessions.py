"""Sessions as a lead would have captured them, for tests of the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.form import FormRef
from coachtui.domain.note import Draft, Link, Mark, Note
from coachtui.domain.session import Cursor, ModelRef, Session, SessionStatus, StepRecord

ANNA = "0190aaaa-0000-7000-8000-00000000000a"
BEN = "0190bbbb-0000-7000-8000-00000000000b"
START = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
PHONE = FormRef(id="phone-technique", version=1)


def identity(number: int) -> str:
    return str(UUID(int=(0x0190 << 112) | (7 << 76) | (2 << 62) | number))


def evaluation(
    number: int, form: FormRef, answered: int, start: datetime, agent_id: str = ANNA
) -> Evaluation:
    answers = {
        f"item-{place}": Answer(
            value=None if place % 7 == 6 else place % 3,
            na=place % 7 == 6,
            at=start + timedelta(seconds=place),
            call_s=place * 1.5,
            star=place == 2,
        )
        for place in range(answered)
    }
    return Evaluation(
        id=identity(number * 100 + 1),
        contact_id=identity(number * 100 + 2),
        agent_id=agent_id,
        rater=Rater(role="lead", id=identity(1)),
        form=form,
        status="final",
        answers=answers,
    )


def session(
    number: int = 1,
    *,
    agent_id: str = ANNA,
    start: datetime = START,
    status: SessionStatus = "live",
    answered: int = 12,
    revision: int = 3,
    text: str = "Listens, then sums up: «så bra», 好的 \U0001f44d [b]not markup[/b]",
) -> Session:
    """One session with something in every field."""
    contact = Contact(
        id=identity(number * 100 + 2),
        reference="2026-4711",
        channel="phone",
        started_at=start + timedelta(seconds=5),
        duration_s=312.4,
        phases=(
            PhaseStretch(phase="contact", at_s=0.0, until_s=40.5),
            PhaseStretch(phase="mapping", at_s=40.5, until_s=312.4),
        ),
        holds=(Hold(at_s=60.0, until_s=95.2),),
    )
    return Session(
        id=identity(number),
        agent_ids=(agent_id,),
        lead_id=identity(1),
        started_at=start,
        ended_at=None if status == "live" else start + timedelta(minutes=9),
        status=status,
        place=Cursor(contact_id=contact.id, form_id=PHONE.id, step="goal"),
        contacts=(contact,),
        forms=(PHONE,),
        model=ModelRef(id="grow", version=1),
        models=(ModelRef(id="grow", version=1),),
        evaluations=(evaluation(number, PHONE, answered, start, agent_id),),
        notes=(
            Note(
                id=identity(number * 100 + 3),
                at=start,
                text=text,
                call_s=12.5,
                contact_id=contact.id,
                tag="strength",
                link=Link(form=PHONE.id, item="item-1"),
            ),
        ),
        marks=(Mark(id=identity(number * 100 + 4), at=start, call_s=80.0, contact_id=contact.id),),
        steps=(StepRecord(model="grow", step="goal", seconds=31.5, fields={"goal": text}, done=True),),
        drafts=(Draft(at=start, text="half a sen", link=Link(model="grow", step="goal")),),
        revision=revision,
    )
