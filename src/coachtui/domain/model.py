"""Coaching models (GROW, CLEAR, OSKAR) as the content packs describe them (R37-R39)."""

from __future__ import annotations

from dataclasses import field

from coachtui.domain.value import dataclass
from coachtui.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question or line the lead can use."""

    id: str
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """A place for text in a step; the id is one of the shared field catalogue."""

    id: str
    label: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStep:
    """One step of a model (R38).

    Attributes:
        id: Stable id, unique in its model.
        letter: The letter of the model's name it stands for.
        name: Name of the step.
        purpose: What it is for.
        lead_do: What the lead does.
        done_when: When it is done.
        fields: What is recorded in it, in order.
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
        source: The pack as text, kept beside sessions made with it.
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
