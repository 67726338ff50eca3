"""The desk: what is taken back together, and what may wait before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from tests.unit.builders import NOW, RULES, session, target

from coachtui.domain.commands import AnswerItem, DescribeContact
from coachtui.domain.errors import Refused
from coachtui.domain.saving import SaveState
from coachtui.domain.session import Session
from coachtui.services.desk import Desk


class StoppedClock:
    def now(self) -> datetime:
        return NOW

    def tick(self) -> float:
        return 1.0


@dataclass
class Offers:
    """A saver that only remembers what it was offered."""

    taken: list[tuple[Session, bool]] = field(default_factory=list)

    def offer(self, session: Session, *, urgent: bool) -> None:
        self.taken.append((session, urgent))

    def state(self) -> SaveState:
        return SaveState(phase="saved", revision=0)

    def flush(self, timeout_s: float) -> bool:
        return timeout_s >= 0

    def close(self) -> None:
        self.taken.clear()


def described(text: str) -> DescribeContact:
    return DescribeContact(contact_id="c1", reference=text, channel=None)


def test_letters_of_one_text_are_one_step_back() -> None:
    offers = Offers()
    desk = Desk(session(), RULES, StoppedClock(), offers)
    desk.conduct(AnswerItem(target=target("greeting"), value=1))
    desk.conduct(described("4"))
    desk.conduct(described("47"), goes_on=True)
    desk.conduct(described("471"), goes_on=True)
    assert [urgent for _session, urgent in offers.taken] == [True, True, False, False]
    desk.undo()
    assert desk.session.contacts[0].reference == ""
    assert len(desk.session.evaluations) == 1
    desk.redo()
    assert desk.session.contacts[0].reference == "471"
    desk.undo()
    desk.undo()
    assert not desk.session.evaluations
    with pytest.raises(Refused, match="nothing_to_undo"):
        desk.undo()
