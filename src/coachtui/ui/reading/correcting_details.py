"""Correcting a contact's reference or channel, and a filled field of a coaching model (R86)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from coachtui.domain.contact import Channel, Contact
from coachtui.domain.model import RecordField
from coachtui.domain.session import Session, StepRecord
from coachtui.domain.text import NAME_LIMIT
from coachtui.i18n import _
from coachtui.services.words.records import DASH
from coachtui.ui.places import shown_at
from coachtui.ui.present import words
from coachtui.ui.reading.correcting import StandingChoice
from coachtui.ui.reading.work import ReadingWork
from coachtui.ui.screens.question import Option
from coachtui.ui.screens.searching import Hit
from coachtui.ui.unsaved import CORRECTION
from coachtui.ui.widgets.edit_line import Entry
from coachtui.ui.widgets.note_line import NOTE_LIMIT
from coachtui.ui.words.sessions import CHANNELS


class DetailCorrecting:
    """Offers what was typed beside answers and notes, and asks for what is to stand there."""

    def __init__(self, work: ReadingWork, ask_why: Callable[[str, Callable[[str], Session]], None]) -> None:
        """Take the work on a final session.

        Args:
            work: The work.
            ask_why: Asks for the reason, then corrects; told what stands before the line.
        """
        self._work = work
        self._ask_why = ask_why
        self._correcting = work.screen.coach.program.correcting

    def hits(self) -> Iterator[Hit]:
        """Yield a row per detail of a contact and per filled field."""
        session = self._work.session
        several = len(session.contacts) > 1
        for number, contact in enumerate(session.contacts, 1):
            right = f"# {number}" if several else ""
            channel = _(CHANNELS[contact.channel]) if contact.channel else DASH
            write = partial(self._write_reference, contact)
            yield Hit(_("Reference"), contact.reference or DASH, right, write)
            yield Hit(_("Channel"), channel, right, partial(self._choose_channel, contact))
        for record in session.steps:
            model = next((model for model in self._work.models if model.id == record.model), None)
            step = model.step(record.step) if model is not None else None
            if model is not None and step is not None:
                for field in step.fields:
                    if record.fields.get(field.id, "").strip():
                        where = f"{words(model.name)} {step.letter}"
                        write_field = partial(self._write_field, record, field)
                        yield Hit(words(field.label), record.fields[field.id], where, write_field)

    def _write_reference(self, contact: Contact) -> None:
        self._write(
            _("Reference"),
            contact.reference,
            NAME_LIMIT,
            lambda text, why: self._correcting.reference(self._work.session.id, contact.id, text, why),
        )

    def _write_field(self, record: StepRecord, field: RecordField) -> None:
        place = (record.model, record.step, field.id)
        self._write(
            words(field.label),
            record.fields[field.id],
            NOTE_LIMIT,
            lambda text, why: self._correcting.field(self._work.session.id, place, text, why),
        )

    def _choose_channel(self, contact: Contact) -> None:
        def ask(channel: Channel, word: str) -> None:
            session_id = self._work.session.id
            self._ask_why(
                _("Why “{new}”?").format(new=word),
                lambda why: self._correcting.channel(session_id, contact.id, channel, why),
            )

        self._work.screen.coach.places.open(ChannelChoice(contact.channel, ask))

    def _write(self, purpose: str, text: str, limit: int, correct: Callable[[str, str], Session]) -> None:
        def ask_why(new: str) -> None:
            self._ask_why(_("Why?"), partial(correct, new))

        entry = Entry(
            purpose=purpose,
            text=text,
            keep=ask_why,
            drop=self._work.read_on,
            limit=limit,
            asks=True,
            lost=CORRECTION,
        )
        self._work.write(entry)
        self._work.screen.say(_("Enter continues to the reason; an empty line removes it."))


class ChannelChoice(StandingChoice):
    """Asks for the corrected channel: how the customer got in touch."""

    SCOPES = shown_at("ChannelChoice")

    def __init__(self, standing: Channel | None, chosen: Callable[[Channel, str], None]) -> None:
        """Take what stands there now, where the cursor starts, and who is told of the choice."""
        super().__init__(list(CHANNELS).index(standing) if standing else None)
        self._standing = standing
        self._chosen = chosen

    def standing(self) -> str:
        """Return the channel that stands there."""
        return _(CHANNELS[self._standing]) if self._standing else ""

    def title_text(self) -> str:
        """Return the question."""
        return _("Channel")

    def options(self) -> tuple[Option, ...]:
        """Return every channel as an answer."""
        return tuple(
            Option(_(word), partial(self._chosen, channel, _(word))) for channel, word in CHANNELS.items()
        )
