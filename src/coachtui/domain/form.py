"""Evaluation forms as content packs define them: sections, items and answer types (R14-R16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from coachtui.domain.roles import ContentId
from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording

CriticalKind = Literal["customer", "business", "compliance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValue:
    """One possible value of an answer type.

    Attributes:
        id: Stable id within its type.
        value: The digit that chooses it, 0-9.
        label: The word shown beside it.
        fraction: Share of the item's weight it earns, 0..1; ``None`` where nothing is scored.
    """

    id: str
    value: int
    label: Wording
    fraction: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerType:
    """The set of values that an item can be answered with, e.g. 0/1/2, yes/no, in order/breach."""

    id: str
    name: Wording
    values: tuple[AnswerValue, ...]
    scored: bool

    def value(self, number: int) -> AnswerValue | None:
        """Return the answer value chosen by the digit ``number``, or ``None``."""
        return next((value for value in self.values if value.value == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One criterion of a form.

    Attributes:
        id: Stable id, unique in its form.
        answer_type: The values it can be answered with.
        weight: Points it is worth, 0 or more; critical points of the shipped forms weigh 0 (R18).
        na: Whether "not applicable" is allowed.
        label: The criterion in words.
        cue: A line that helps to judge; may be empty.
        critical: Kind of critical point, or ``None``.
        critical_below: On a scored critical item, a fraction under this is a breach (R18).
        reverse: A high value is bad (self-checks only).
    """

    id: str
    answer_type: AnswerType
    weight: float
    na: bool
    label: Wording
    cue: Wording = field(default_factory=dict)
    critical: CriticalKind | None = None
    critical_below: float = 0.5
    reverse: bool = False

    @property
    def scored(self) -> bool:
        """Whether the item counts towards a score."""
        return self.answer_type.scored and self.weight > 0

    def fraction(self, value: int) -> float | None:
        """Return the share of the item's weight that ``value`` earns, or ``None`` where it is not scored."""
        chosen = self.answer_type.value(value)
        return None if chosen is None else chosen.fraction

    def breached_by(self, value: int) -> bool:
        """Return whether ``value`` is a critical breach (R18).

        A critical item without fractions (in order/breach) is breached by 0; a scored one by any fraction
        below ``critical_below``.
        """
        if self.critical is None:
            return False
        fraction = self.fraction(value)
        return value == 0 if fraction is None else fraction < self.critical_below


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named group of items; in the phase form, a phase of the call or the steering techniques."""

    id: str
    name: Wording
    weight: float
    items: tuple[Item, ...]
    aim: Wording = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRef:
    """A reference to a form in one version (R20)."""

    id: ContentId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An evaluation form in one version; a changed form never changes old scores (R20).

    Attributes:
        id: Stable id.
        version: Raised when meaning or weight changes.
        name: Full name.
        sections: In the order of the call.
        phases: Ids of the sections that are phases of the call, in order; only the phase form.
        raters: Roles that may fill it in.
        scored: Whether it has a score at all.
        private_to_agent: Agent-owned (R84).
        intro: How to fill it in.
        source: The text of the pack, stored with evaluations made with it.
    """

    id: str
    version: int
    name: Wording
    sections: tuple[Section, ...]
    phases: tuple[str, ...] = ()
    raters: tuple[str, ...] = ("lead",)
    scored: bool = True
    private_to_agent: bool = False
    intro: Wording = field(default_factory=dict)
    source: str = field(default="", repr=False, compare=False)

    @property
    def ref(self) -> FormRef:
        """The reference to this form: its id and version."""
        return FormRef(id=self.id, version=self.version)

    def phase_names(self) -> dict[str, Wording]:
        """Return the names of a call's phases by id; empty for a form without phases."""
        return {section.id: section.name for section in self.sections if section.id in self.phases}

    def items(self) -> Iterator[Item]:
        """Yield every item in the order of the form."""
        for section in self.sections:
            yield from section.items

    def item(self, item_id: str) -> Item | None:
        """Return the item with that id, or ``None``."""
        return next((item for item in self.items() if item.id == item_id), None)

    def section(self, section_id: str) -> Section | None:
        """Return the section with that id, or ``None``."""
        return next((section for section in self.sections if section.id == section_id), None)
