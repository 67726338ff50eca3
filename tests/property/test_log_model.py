"""Any sequence of changes, reopenings, rewrites and cut-off writes leaves a log saying what a dict says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import where

from coachtui.store.log.log_table import LogDB

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXT)
DOCUMENTS = st.dictionaries(TEXT, st.one_of(VALUES, st.lists(VALUES, max_size=3)), max_size=4)


class LogAgainstDict(RuleBasedStateMachine):
    """Two views of one file, used in turn, against one dict of documents."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.jsonl"
        self.views = [LogDB(self.path), LogDB(self.path)]
        self.model: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(view=st.integers(0, 1), document=DOCUMENTS)
    def insert(self, view: int, document: dict[str, Any]) -> None:
        given = self.views[view].table("t").insert(document)
        assert given not in self.model
        self.model[given] = document

    @rule(view=st.integers(0, 1), documents=st.lists(DOCUMENTS, max_size=3))
    def insert_several(self, view: int, documents: list[dict[str, Any]]) -> None:
        given = self.views[view].table("t").insert_multiple(documents)
        self.model.update(zip(given, documents, strict=True))

    @precondition(lambda self: self.model)
    @rule(view=st.integers(0, 1), fields=DOCUMENTS, chance=st.randoms())
    def update(self, view: int, fields: dict[str, Any], chance: Any) -> None:
        chosen = chance.choice(sorted(self.model))
        assert self.views[view].table("t").update(fields, doc_ids=[chosen]) == [chosen]
        self.model[chosen] = {**self.model[chosen], **fields}

    @precondition(lambda self: self.model)
    @rule(view=st.integers(0, 1), chance=st.randoms())
    def remove(self, view: int, chance: Any) -> None:
        chosen = chance.choice(sorted(self.model))
        assert self.views[view].table("t").remove(doc_ids=[chosen]) == [chosen]
        del self.model[chosen]

    @rule(view=st.integers(0, 1))
    def rewrite(self, view: int) -> None:
        self.views[view].log.compact(force=True)

    @rule(view=st.integers(0, 1))
    def reopen(self, view: int) -> None:
        self.views[view] = LogDB(self.path)

    @precondition(lambda self: self.path.exists())
    @rule(tail=st.binary(min_size=1, max_size=40).filter(lambda tail: b"\n" not in tail))
    def cut_off_write(self, tail: bytes) -> None:
        """What a kill in the middle of an append leaves behind."""
        with self.path.open("ab") as file:
            file.write(tail)

    @invariant()
    def both_views_say_what_the_dict_says(self) -> None:
        for view in self.views:
            assert {document.doc_id: dict(document) for document in view.table("t")} == self.model
            assert view.table("t").count(where("never there").exists()) == sum(
                "never there" in document for document in self.model.values()
            )


LogAgainstDict.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestLogAgainstDict = LogAgainstDict.TestCase
