"""The people of the sample team; nobody of these names works anywhere."""

from __future__ import annotations

from datetime import date, timedelta

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.value import dataclass
from coachtui.i18n import _
from coachtui.services.demo.texts import REMEMBER, TEAMS
from coachtui.services.ports import Ids

LEAD = "Robin Sampleson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the sample team, and how well the calls go.

    Attributes:
        name: Full name; surnames mean “example” or “made up” in some language.
        alias: Short name.
        language: Tag of the language worked in.
        team: Place in ``TEAMS``.
        days: Days since the first working day.
        skill: How often the best answer is earned, 0..1.
        remember: Place in ``REMEMBER``, or ``None``.
        pace: Calls more or fewer than are due by yesterday; below zero the lead is behind (R25).
        left: Whether the agent is in the team no more.
    """

    name: str
    alias: str
    language: str
    team: int
    days: int
    skill: float
    remember: int | None = None
    pace: int = 0
    left: bool = False


PEOPLE = (
    Person(
        name="Astrid Eksempel",
        alias="Astrid",
        language="nb",
        team=0,
        days=1490,
        skill=0.93,
        remember=4,
        pace=1,
    ),
    Person(name="Björn Påhittad", alias="Björn", language="sv", team=0, days=620, skill=0.55, remember=2),
    Person(name="Dana Sampleton", alias="Dana", language="en", team=0, days=2310, skill=0.78, remember=0),
    Person(name="范例敏", alias="阿敏", language="zh-Hans", team=1, days=400, skill=0.85, remember=1),
    Person(name="Farid Mønster", alias="Farid", language="nb", team=1, days=95, skill=0.42, remember=3),
    Person(name="Göran Exempelsson", alias="Göran", language="sv", team=0, days=3100, skill=0.7, pace=-2),
    Person(
        name="Wilhelmina Alexandrine van der Voorbeeld",
        alias="Mina",
        language="nl",
        team=1,
        days=1110,
        skill=0.74,
    ),
    Person(name="Ingrid Oppdiktet", alias="Ingrid", language="nb", team=1, days=780, skill=0.66, pace=1),
    Person(name="Noor Verzonnen", alias="Noor", language="nl", team=1, days=255, skill=0.6),
    Person(name="Kim Modell", alias="Kim", language="nb", team=0, days=2050, skill=0.8, left=True),
)
"""In order of creation; the store keeps the names as they are in every language."""

BREACH, DRAFT = "Farid Mønster", "Noor Verzonnen"
"""Who had a critical breach lately, and whose newest session is still a draft."""

CORRECTED, STATED = "Björn Påhittad", "Dana Sampleton"
"""In whose newest session an answer was corrected, and who said something about theirs."""


def agent_of(person: Person, today: date, ids: Ids) -> Agent:
    """Return a member of the sample team as an agent, with texts in the language in use."""
    return Agent(
        id=ids.new(),
        name=person.name,
        alias=person.alias,
        team=_(TEAMS[person.team]),
        start_date=today - timedelta(days=person.days),
        language=person.language,
        status="left" if person.left else "active",
        remember=_(REMEMBER[person.remember]) if person.remember is not None else "",
    )


def sample_lead(ids: Ids) -> Lead:
    """Return the lead of the sample team."""
    return Lead(id=ids.new(), name=LEAD)
