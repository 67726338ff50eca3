"""Coaching models (GROW, CLEAR, OSKAR) as content packs define them (R37-R39)."""

from __future__ import annotations

from dataclasses import field

from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question or line that the lead can use in a step."""

    id: str
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """A text field of a step; its id is one of the shared field catalogue."""

    id: str
    label: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStep:
    """A step of a coaching model (R38).

    Attributes:
        id: Stable id, unique in its model.
        letter: The letter in the model's name that stands for the step.
        name: Name of the step.
        purpose: The purpose of the step.
        lead_do: The lead's part in it.
        done_when: The sign that it is complete.
        fields: The text fields of the step, in order.
        prompts: Four to six questions.
    """

    id: str
    letter: str
    name: Wording
    purpose: Wording
    lead_do: Wording
    done_when: Wording
    fields: tuple[RecordField, ...]
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A coaching model in one version.

    Attributes:
        id: ``grow``, ``clear`` or ``oskar``.
        version: Raised when the meaning changes.
        name: Its name.
        tagline: The steps in one line.
        use_when: When it fits (R37).
        steps: In order.
        source: The text of the pack, stored with sessions made with it.
    """

    id: str
    version: int
    name: Wording
    tagline: Wording
    use_when: Wording
    steps: tuple[ModelStep, ...]
    source: str = field(default="", repr=False, compare=False)

    def step(self, step_id: str) -> ModelStep | None:
        """Return the step with that id, or ``None``."""
        return next((step for step in self.steps if step.id == step_id), None)
