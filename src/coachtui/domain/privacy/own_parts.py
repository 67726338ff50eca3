"""The part of a shared session that concerns one agent, for that agent's own export (R85)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from coachtui.domain.correction import Correction, Statement
from coachtui.domain.evaluation import Evaluation
from coachtui.domain.parts import rewrite_texts
from coachtui.domain.privacy.removing import ExclusiveParts, without_parts

if TYPE_CHECKING:
    from coachtui.domain.evaluation import Rater
    from coachtui.domain.privacy.removing import Part
    from coachtui.domain.session import Session

Rewrite = Callable[[str], str]
"""Gives a text as it may be handed to the agent."""


def only_agent(
    session: Session, agent_id: str, rewrite: Rewrite, private: Collection[str] = frozenset()
) -> Session:
    """Return a session with everything about one of its agents and nothing about the others.

    Removed are the others' evaluations and statements; every contact on which only they were evaluated, with
    its notes, drafts, marks and corrections; and notes about forms that only they have. Anything else stays,
    except notes about a private form that others filled in too: nobody can tell whose they are.

    Args:
        session: The session.
        agent_id: The agent.
        rewrite: Redacts the names of others in a text.
        private: Ids of private forms.
    """
    if session.agent_ids == (agent_id,):
        said = tuple(each for each in session.statements if each.agent_id == agent_id)
        own = replace(session, statements=said)
    else:
        own = _without_others(session, agent_id, private)
    return rewrite_texts(own, rewrite)


def _without_others(session: Session, agent_id: str, private: Collection[str]) -> Session:
    """Return a session of several agents as one of a single agent."""
    own = [each for each in session.evaluations if each.agent_id == agent_id]
    theirs = [each for each in session.evaluations if each.agent_id != agent_id]
    of_others = ExclusiveParts(theirs, own, private)
    kept_notes = {note.id for note in session.notes}

    def is_others(part: Part) -> bool:
        match part:
            case Evaluation() | Statement():
                return part.agent_id != agent_id
            case Correction():
                # A note that was taken out no longer says whom it was about, so its old text goes too.
                return part.note_id is not None and part.note_id not in kept_notes
        return of_others.include(part)

    rest = without_parts(session, is_others)
    return replace(
        rest,
        agent_ids=(agent_id,),
        evaluations=tuple(replace(e, rater=_rater(e.rater, session, agent_id)) for e in rest.evaluations),
    )


def _rater(rater: Rater, session: Session, agent_id: str) -> Rater:
    """Return the rater without the id of a colleague."""
    return rater if rater.id in (agent_id, session.lead_id) else replace(rater, id="")
