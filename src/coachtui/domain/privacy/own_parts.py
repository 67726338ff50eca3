"""What of a session is one agent's own, where others took part in it (R85)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.correction import Correction, Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.parts import rewritten
from coachtui.domain.privacy.removing import PartsOf, without_parts

if TYPE_CHECKING:
    from coachtui.domain.evaluation import Rater
    from coachtui.domain.privacy.removing import Part
    from coachtui.domain.session import Session

Rewrite = Callable[[str], str]
"""Gives a text as it may be handed to the agent."""


def only_agent(
    session: Session, agent_id: str, rewrite: Rewrite, private: Collection[str] = frozenset()
) -> Session:
    """Return a session with what is about one of its agents, and with nothing about the others.

    The others' evaluations and statements go, and so does every contact that only they were evaluated on,
    with the notes, drafts, marks and corrections made in it; and notes about a form that only they have.
    What is about nobody in particular stays, but for notes about a private form that others filled in too:
    nobody can tell whose they are.

    Args:
        session: The session.
        agent_id: The agent.
        rewrite: Takes the names of others out of what was written.
        private: Ids of forms that belong to the agent alone.
    """
    if session.agent_ids == (agent_id,):
        said = tuple(each for each in session.statements if each.agent_id == agent_id)
        own = replace(session, statements=said)
    else:
        own = _without_others(session, agent_id, private)
    return rewritten(own, rewrite)


def _without_others(session: Session, agent_id: str, private: Collection[str]) -> Session:
    own = [each for each in session.evaluations if each.agent_id == agent_id]
    theirs = [each for each in session.evaluations if each.agent_id != agent_id]
    of_others = PartsOf(theirs, own, private)
    kept_notes = {note.id for note in session.notes}

    def is_others(part: Part) -> bool:
        match part:
            case Evaluation() | Statement():
                return part.agent_id != agent_id
            case Correction():
                # A note that was taken out no longer says whom it was about, so its old text goes too.
                return part.note_id is not None and part.note_id not in kept_notes
        return of_others.have(part)

    rest = without_parts(session, is_others)
    return replace(
        rest,
        agent_ids=(agent_id,),
        evaluations=tuple(replace(e, rater=_rater(e.rater, session, agent_id)) for e in rest.evaluations),
    )


def _rater(rater: Rater, session: Session, agent_id: str) -> Rater:
    """Return who answered, without the id of a colleague."""
    return rater if rater.id in (agent_id, session.lead_id) else replace(rater, id="")
