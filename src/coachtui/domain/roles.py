"""Roles of text fields: what the text in a field is, such as an id, a name or free text.

Every text field of every stored kind has a role; redaction, replacing of ids and searching of free texts go
by it. So a new field is covered as soon as its role is given, and one without a role fails a test.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated


class Role(Enum):
    """The meaning of a text field.

    Attributes:
        ID: The random id of a record or part itself.
        AGENT: The random id of an agent.
        LEAD: The random id of the lead.
        PERSON: The random id of an agent, a lead or somebody else who answered; may be empty.
        CONTACT: The random id of a contact.
        EVALUATION: The random id of an evaluation.
        NOTE: The random id of a note.
        GOAL: The random id of a goal.
        SESSION: The random id of a session.
        NAME: The name of a person or team.
        REFERENCE: The centre's reference of a contact.
        TEXT: Free text that somebody wrote.
        CONTENT: The id of something in a form, model or list; never about a person.
        LANGUAGE: A language tag.
    """

    ID = "id"
    AGENT = "agent"
    LEAD = "lead"
    PERSON = "person"
    CONTACT = "contact"
    EVALUATION = "evaluation"
    NOTE = "note"
    GOAL = "goal"
    SESSION = "session"
    NAME = "name"
    REFERENCE = "reference"
    TEXT = "text"
    CONTENT = "content"
    LANGUAGE = "language"


IDS = frozenset(
    {
        Role.ID,
        Role.AGENT,
        Role.LEAD,
        Role.PERSON,
        Role.CONTACT,
        Role.EVALUATION,
        Role.NOTE,
        Role.GOAL,
        Role.SESSION,
    }
)
"""Random ids: each tells a record, a part or a person from every other one."""

WRITTEN = frozenset({Role.TEXT, Role.REFERENCE})
"""What was typed about somebody, so that somebody may be named in it."""

OwnId = Annotated[str, Role.ID]
AgentId = Annotated[str, Role.AGENT]
LeadId = Annotated[str, Role.LEAD]
PersonId = Annotated[str, Role.PERSON]
ContactId = Annotated[str, Role.CONTACT]
EvaluationId = Annotated[str, Role.EVALUATION]
NoteId = Annotated[str, Role.NOTE]
GoalId = Annotated[str, Role.GOAL]
SessionId = Annotated[str, Role.SESSION]
Name = Annotated[str, Role.NAME]
Reference = Annotated[str, Role.REFERENCE]
Text = Annotated[str, Role.TEXT]
ContentId = Annotated[str, Role.CONTENT]
LanguageTag = Annotated[str, Role.LANGUAGE]
