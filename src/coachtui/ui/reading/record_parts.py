"""An agent's whole record as a text for two: who it is, then session by session as it is read (R85)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.passage import Opening
from coachtui.i18n import _
from coachtui.services import preferences
from coachtui.services.results import Results
from coachtui.services.texts.record_passages import passages_of
from coachtui.services.texts.record_text import profile_facts
from coachtui.services.texts.session_passages import LoadedSession, session_blocks, sheets_of
from coachtui.ui.paragraph import BLANK, Paragraph, Part
from coachtui.ui.present import labelled, words
from coachtui.ui.reading.session_text import paragraphs_of
from coachtui.ui.words.sessions import STATUS

if TYPE_CHECKING:
    from coachtui.domain.passage import Passage
    from coachtui.services.own_record import OwnRecordView
    from coachtui.services.program import Program


_OF_A_KIND = 2
"""Level of the heading over all records of a kind."""


def record_parts(program: Program, record: OwnRecordView) -> Iterator[Part]:
    """Yield what is kept of an agent, then every session in the order of the record.

    Args:
        program: The program's parts.
        record: What two look at together.
    """
    agent, lead = next(record.agents(())), record.lead()
    for label, text in profile_facts(agent):
        yield Paragraph(lead=((f" {labelled(label)}", "muted"),), text=text)
    evidence = words(program.content.text("privacy", "not_evidence"))
    yield Paragraph(lead=((" ", "text"),), text=evidence, tone="muted")
    results = Results(record)
    hold_limit_s = preferences.number_setting(program.settings, preferences.HOLD_LIMIT)
    phase_names = program.content.phase_names()
    for session in record.sessions():
        forms = [form for ref in session.forms_used if (form := record.form(ref)) is not None]
        loaded = LoadedSession(
            session=session,
            sheets=sheets_of(session, results.every(session), forms),
            forms=forms,
            models={ref.id: model for ref in session.models_used if (model := record.model(ref)) is not None},
            phase_names=phase_names,
            names={},
            lead=lead,
            hold_limit_s=hold_limit_s,
        )
        for told in session_blocks(loaded, by_contact=False):
            yield from _opening(told) if isinstance(told, Opening) else paragraphs_of(told)
    for kind in RECORD_KINDS:
        yield from map(_record_part, passages_of(kind, record.records(kind)))
    yield BLANK


def _record_part(passage: Passage) -> Paragraph:
    """Return a passage about a record beside the sessions."""
    if passage.kind == "point":
        return Paragraph(lead=(("   · ", "muted"),), text=passage.text)
    lead = "━━ " if passage.level == _OF_A_KIND else "   "
    return Paragraph(lead=((lead, "accent"),), text=passage.text, tone="strong")


def _opening(told: Opening) -> Iterator[Paragraph]:
    """Yield when a session was, with its status at the end of the line, and what kind it was."""
    glyph, word, tone = STATUS[told.status]
    yield BLANK
    yield Paragraph(
        lead=(("━━ ", "accent"),),
        text=told.began,
        tone="strong",
        tail=((f"{glyph} {_(word)} ", tone),),
        begins=True,
    )
    plain = [fact.text for fact in told.facts if fact.kind in {"kind", "setting"}]
    others = [
        labelled(fact.label, fact.text)
        for fact in told.facts
        if fact.kind not in {"kind", "setting", "status"}
    ]
    yield Paragraph(lead=(("   ", "text"),), text=" · ".join([*plain, *others]), tone="muted")
