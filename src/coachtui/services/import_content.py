"""Forms and models carried by an import file: comparison with the store's, and checking of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coachtui.domain.errors import BadInput, ContentError
from coachtui.domain.form import Form, FormRef
from coachtui.domain.incoming import DifferingRecord, PackCopy
from coachtui.domain.model import Model
from coachtui.domain.session import ModelRef
from coachtui.services.content_used import ContentUsed

if TYPE_CHECKING:
    from coachtui.domain.evaluation import Answer, Evaluation
    from coachtui.domain.session import Session
    from coachtui.services.content_used import KeptContent
    from coachtui.services.ports import Content


class IncomingContent:
    """The forms and models of one import file.

    A form that the store has in the same version stays as it is: what was scored with it keeps its score
    (R20).

    Attributes:
        new: Forms and models to be added.
        same: Number of those with the same meaning in the store.
        differing: Those with another meaning in the store.
        worded: Those, as ``id@version``, with the same meaning and other words in the store.
        missing: Those, as ``id@version``, that sessions used and whose text is lost.
    """

    def __init__(self, kept: KeptContent, content: Content, packs: tuple[PackCopy, ...]) -> None:
        """Compare the file's forms and models with the store's.

        Raises:
            BadInput: ``import_pack``: one cannot be used.
        """
        self._kept = kept
        self._used = ContentUsed(kept, content)
        self._content = content
        self._packs = {(pack.id, pack.version): pack for pack in packs}
        self._found: dict[tuple[str, str, int], Form | Model | None] = {}
        self._forms: dict[FormRef, Form | None] = {}
        self.new: list[PackCopy] = []
        self.same = 0
        self.differing: list[DifferingRecord] = []
        self.worded: list[str] = []
        self.missing: dict[str, None] = {}
        for pack in packs:
            self._compare(pack)

    def check(self, session: Session) -> None:
        """Check that every answer of a session fits its form.

        A private form may not be filled in by two agents about one contact: nobody could tell later whose the
        notes about it are (R84).

        Raises:
            BadInput: ``import_answer``; ``import_private``.
        """
        for ref in session.models_used:
            if self._here("model", ref.id, ref.version) is None and not self._text(ref.id, ref.version):
                self.missing[f"{ref.id}@{ref.version}"] = None
        for form_ref in session.forms:
            self._form(form_ref)
        whose: dict[tuple[str, str], str] = {}
        for evaluation in session.evaluations:
            form = self._form(evaluation.form)
            if form is None:
                continue
            if not _all_fit(form, evaluation):
                raise BadInput("import_answer", session=session.id)
            filled_in = (evaluation.contact_id, form.id)
            if (
                form.private_to_agent
                and whose.setdefault(filled_in, evaluation.agent_id) != evaluation.agent_id
            ):
                raise BadInput("import_private", session=session.id)

    def _compare(self, pack: PackCopy) -> None:
        name = f"{pack.id}@{pack.version}"
        others = self._content.model_ids() if pack.kind == "form" else self._content.form_ids()
        if pack.id in others:  # both kinds are kept under the same names
            raise BadInput("import_pack", id=name)
        own = self._here(pack.kind, pack.id, pack.version)
        if not pack.text:
            self.same += own is not None
            return
        theirs = own if own is not None and own.source == pack.text else self._parsed(pack, name)
        if own is not None and _counts_as(own) != _counts_as(theirs):
            self.differing.append(DifferingRecord(kind="content", id=name, fields=("sections",)))
        elif own is None or (own.source == pack.text and not self._is_kept(pack)):
            self.new.append(pack)
        else:  # the words of a form that is here already stay as they are here
            self.same += 1
            self.worded += [name] if own.source != pack.text else []

    def _is_kept(self, pack: PackCopy) -> bool:
        return self._kept.kept_content(pack.id, pack.version) is not None

    def _form(self, ref: FormRef) -> Form | None:
        if ref not in self._forms:
            form = self._here("form", ref.id, ref.version)
            text = self._text(ref.id, ref.version)
            if form is None and text:
                form = self._read("form", text, ref.id)
            self._forms[ref] = form if isinstance(form, Form) else None
            if form is None:
                self.missing[f"{ref.id}@{ref.version}"] = None
        return self._forms[ref]

    def _text(self, content_id: str, version: int) -> str:
        pack = self._packs.get((content_id, version))
        return pack.text if pack is not None else ""

    def _here(self, kind: Literal["form", "model"], content_id: str, version: int) -> Form | Model | None:
        """Return a form or model as the store has it: the kept copy, else the shipped one."""
        key = (kind, content_id, version)
        if key not in self._found:
            self._found[key] = self._looked_up(kind, content_id, version)
        return self._found[key]

    def _looked_up(
        self, kind: Literal["form", "model"], content_id: str, version: int
    ) -> Form | Model | None:
        try:
            if kind == "form":
                return self._used.form(FormRef(id=content_id, version=version))
            return self._used.model(ModelRef(id=content_id, version=version))
        except ContentError:
            raise BadInput("import_pack", id=content_id) from None

    def _parsed(self, pack: PackCopy, name: str) -> Form | Model:
        read = self._read(pack.kind, pack.text, name)
        if (read.id, read.version) != (pack.id, pack.version):
            raise BadInput("import_pack", id=name)
        return read

    def _read(self, kind: Literal["form", "model"], text: str, name: str) -> Form | Model:
        try:
            return self._content.read_form(text) if kind == "form" else self._content.read_model(text)
        except ContentError:
            raise BadInput("import_pack", id=name) from None


def _all_fit(form: Form, evaluation: Evaluation) -> bool:
    """Return whether a form accepts the answers; an item not reached is n/a in any case (R19)."""
    return all(
        (item_id in evaluation.not_reached and form.item(item_id) is not None) or _fits(form, item_id, answer)
        for item_id, answer in evaluation.answers.items()
    )


def _fits(form: Form, item_id: str, answer: Answer) -> bool:
    """Return whether a form has such an item and it accepts the answer."""
    item = form.item(item_id)
    if item is None:
        return False
    return item.na if answer.value is None else item.answer_type.value(answer.value) is not None


def _counts_as(content: Form | Model) -> object:
    """Return the meaning of a form or model without its words, for comparison."""
    if isinstance(content, Model):
        return [(step.id, [field.id for field in step.fields]) for step in content.steps]
    return [
        (content.private_to_agent, content.raters, content.scored, content.phases),
        *_sections_as(content),
    ]


def _sections_as(content: Form) -> list[object]:
    """Return the sections of a form as what their scores depend on."""
    return [
        (
            section.id,
            section.weight,
            [
                (
                    item.id,
                    item.weight,
                    item.na,
                    item.critical,
                    item.critical_below,
                    item.reverse,
                    [(value.value, value.fraction) for value in item.answer_type.values],
                )
                for item in section.items
            ],
        )
        for section in content.sections
    ]
