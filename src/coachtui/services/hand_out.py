"""The hand-out: one page about a session for its agent, with agreement, strengths and scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coachtui.domain.agent import Agent
from coachtui.domain.note import Note, Tag
from coachtui.domain.passage import Passage, heading, point
from coachtui.domain.privacy.own_parts import only_agent
from coachtui.domain.session import Session
from coachtui.i18n import _, ngettext
from coachtui.services.agreements import agreed_fields
from coachtui.services.own_record import others_redactor
from coachtui.services.results import Result, Results
from coachtui.services.session_file import file_name
from coachtui.services.words import records as say
from coachtui.services.words.corrections import statement_text

if TYPE_CHECKING:
    from coachtui.services.content_used import ContentUsed
    from coachtui.services.program import Program

_FIRST = ("goals", "session_aim", "actions")
"""Fields of models that say what is aimed at and what will be done; they come before all others."""

_SHOWN_APART: frozenset[Tag] = frozenset({"strength", "improvement", "critical", "praise"})


def write_hand_out(
    program: Program, session: Session, agent: Agent, folder: Path, *, used: ContentUsed
) -> Path:
    """Write the hand-out about a session, saved or not, and return the path of the new file.

    Private parts, parts about other agents and their names are left out.

    Args:
        program: The program's parts.
        session: The session.
        agent: The agent it is for.
        folder: The target folder.
        used: The source of forms and models.

    Raises:
        Refused: ``agent_erased``: another window has erased the agent; nothing was written.
        StoreError: ``cannot_write`` with the folder.
    """
    owned = program.private_forms()
    names = others_redactor(agent, program.team)
    shown = only_agent(owned.without_private(session), agent.id, names.redact)
    page = HandOut(program, used).passages(shown, agent)
    data = b"".join(program.page_export.written(page))
    program.roster.reload(agent)
    return program.files.write_new(folder, file_name(session.started_at.date(), agent, ".html"), data)


class HandOut:
    """The contents of a hand-out."""

    def __init__(self, program: Program, used: ContentUsed) -> None:
        """Take the parts.

        Args:
            program: Its lead and its texts.
            used: Where forms and models are found.
        """
        self._program = program
        self._used = used

    def passages(self, session: Session, agent: Agent) -> Iterator[Passage]:
        """Yield the contents of the page.

        Args:
            session: The session, reduced to what the agent may have.
            agent: The agent it is about.
        """
        results = [r for r in Results(self._used).every(session) if r.evaluation.rater.role == "lead"]
        yield heading(1, f"{agent.name} · {say.day(session.started_at.date())}")
        yield from self._about(session)
        yield from _section(_("Agreed"), self._agreed(session))
        strengths = [*_starred(results), *_noted(session, "strength")]
        yield from _section(_("Strengths"), strengths)
        improve = [*_breaches(results), *_noted(session, "critical"), *_noted(session, "improvement")]
        yield from _section(_("To improve"), improve)
        if results:
            yield heading(2, _("Scores"))
            yield point(
                _("100 means every row at its best; rows that are n/a, not reached or open do not count.")
            )
            for result in results:
                yield from _scores(result, session)
        yield from _section(_("Praise"), _noted(session, "praise"))
        others = [note for note in session.notes if note.tag not in _SHOWN_APART]
        yield from _section(_("Notes"), (_note(note) for note in others))
        said = (f"{say.day_and_time(each.at)} · {statement_text(each)}" for each in session.statements)
        yield from _section(_("What the agent says about it"), said)
        yield heading(2, _("About this page"))
        yield point(say.words(self._program.content.text("privacy", "not_evidence")))

    def _about(self, session: Session) -> Iterator[Passage]:
        lead = self._program.team.lead()
        facts = [_(say.KINDS[session.kind]), _(say.SETTINGS[session.setting])]
        if session.status != "final":
            facts.append(_(say.STATUS[session.status]))
        if lead is not None and lead.name and lead.id == session.lead_id:
            facts.append(say.labelled(_("Lead"), lead.name))
        yield point(" · ".join(facts))
        for place, contact in enumerate(session.contacts, 1):
            if contact.started_at is not None or contact.reference:
                channel = _(say.CHANNELS[contact.channel]) if contact.channel is not None else ""
                length = say.clock(contact.duration_s) if contact.duration_s is not None else ""
                broken = _("cut off") if contact.broken_off else ""
                title = _("Contact {number} of {total}").format(number=place, total=len(session.contacts))
                yield point(" · ".join(filter(None, (title, contact.reference, channel, length, broken))))

    def _agreed(self, session: Session) -> list[str]:
        """Return the filled-in model fields, goal and action first."""
        fields = agreed_fields(session, self._used)
        rank = {field: place for place, field in enumerate(_FIRST)}
        fields.sort(key=lambda entry: rank.get(entry[0], len(rank)))
        return [say.labelled(say.words(label), text) for _field, label, text in fields]


def _section(title: str, texts: Iterable[str]) -> Iterator[Passage]:
    """Yield a heading and its points; nothing where there are no points."""
    points = [point(text) for text in texts]
    if points:
        yield heading(2, title)
        yield from points


def _noted(session: Session, tag: Tag) -> list[str]:
    return [note.text for note in session.notes if note.tag == tag]


def _note(note: Note) -> str:
    return f"{_(say.TAGS[note.tag])} · {note.text}" if note.tag is not None else note.text


def _starred(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        for item in result.form.items():
            answer = result.evaluation.answers.get(item.id)
            if answer is not None and answer.star:
                yield f"★ {say.words(item.label)}"


def _breaches(results: Iterable[Result]) -> Iterator[str]:
    for result in results:
        for item in result.form.items():
            if item.id in result.score.breaches:
                yield f"✗ {say.labelled(_('Breach'), say.words(item.label))}"


def _scores(result: Result, session: Session) -> Iterator[Passage]:
    score, several = result.score, len(session.contacts) > 1
    shown = say.score_range(score.value, score.low, score.high)
    place = [contact.id for contact in session.contacts].index(result.evaluation.contact_id) + 1
    contact = f" · {_('Contact {number}').format(number=place)}" if several else ""
    yield point(say.labelled(say.words(result.form.name) + contact, shown))
    if score.answered < score.total:
        text = ngettext("{number} row is open.", "{number} rows are open.", score.total - score.answered)
        yield point(text.format(number=score.total - score.answered), 1)
    parts = [
        f"{say.words(section.name)} {say.number(score.sections[section.id])}"
        for section in result.form.sections
        if score.sections[section.id] is not None
    ]
    if parts:
        yield point(" · ".join(parts), 1)
