"""Any sequence of changes by two processes leaves a store of sessions saying what a dict says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.contract.sessions import ANNA, BEN, identity
from tests.faults.second_window import SecondWindow, change, made, opened
from tests.sizes import SEED, by_size

from coachtui.domain.errors import StoreError
from coachtui.domain.session import Session
from coachtui.store.log.log_file import LogFile
from coachtui.store.log.log_reader import LogReader
from coachtui.store.log.log_storage import LogStorage
from coachtui.store.records.shards import Shards, key_of

RUNS, STEPS = by_size((40, 40), (200, 50), (3_000, 100))
PARTS = 10
"""Tests that share the runs out, so that they go on side by side; each begins with a seed of its own."""

NUMBERS = st.integers(1, 6)
AGENTS = st.integers(0, 1)
STATUSES = st.sampled_from(["live", "draft", "final"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HERE = st.booleans()
"""Whether this process does it, or the other one."""


class StoreAgainstDict(RuleBasedStateMachine):
    """A store used by two processes in turn, against one dict of sessions."""

    other: ClassVar[SecondWindow]
    runs: ClassVar[int] = 0
    steps: ClassVar[int] = 0

    @initialize(kind=st.sampled_from(["plain", "sealed"]))
    def begin(self, kind: str) -> None:
        StoreAgainstDict.runs += 1
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "store"
        self.kind = kind
        self.model: dict[str, Session] = {}
        self.revision = 0
        self.reopen(here=True)
        self.reopen(here=False)

    def teardown(self) -> None:
        self.folder.cleanup()

    def _do(self, here: bool, verb: str, *args: Any) -> None:
        if here:
            change(self.store, verb, list(args))
        else:
            self.other.ask(verb, *args)

    @rule(here=HERE, number=NUMBERS, agent=AGENTS, status=STATUSES, text=TEXTS)
    def put(self, *, here: bool, number: int, agent: int, status: str, text: str) -> None:
        self.revision += 1
        self._do(here, "put", number, agent, self.revision, status, text)
        session = made(number, agent, self.revision, status, text)
        self.model[session.id] = session

    @rule(here=HERE, number=NUMBERS)
    def remove(self, *, here: bool, number: int) -> None:
        self._do(here, "remove", number, 0, 0, "live", "")
        self.model.pop(identity(number), None)

    @rule(agent=AGENTS, texts=st.lists(TEXTS, min_size=1, max_size=3))
    def put_many(self, *, agent: int, texts: list[str]) -> None:
        """Store several new sessions in one commit, as an import does."""
        free = [number for number in range(9, 60, 3) if identity(number) not in self.model]
        new = [made(number, agent, 1, "final", text) for number, text in zip(free, texts, strict=False)]
        if not new:
            return
        self.store.append_many(new[0].agent_id, new[0].started_at.year, new)
        self.model.update({session.id: session for session in new})

    @rule(here=HERE)
    def close(self, *, here: bool) -> None:
        self._do(here, "close")

    @rule(here=HERE)
    def reopen(self, *, here: bool) -> None:
        if here:
            self.store = opened(self.root, self.kind)
        else:
            self.other.ask("open", str(self.root), self.kind)

    @rule()
    def rewrite(self) -> None:
        for log in self.store.shards.written().values():
            log.log.compact(force=True)

    @rule(number=NUMBERS, agent=AGENTS, tail=st.binary(min_size=1, max_size=40))
    def cut_off_write(self, *, number: int, agent: int, tail: bytes) -> None:
        """What a kill in the middle of an append leaves behind."""
        path = self.store.shards.path(key_of(made(number, agent, 0, "live", "")))
        if path.exists():
            with path.open("ab") as file:
                file.write(tail.replace(b"\n", b" "))

    @rule(data=st.binary(max_size=40))
    def index_damaged(self, *, data: bytes) -> None:
        (self.root / "index.jsonl").unlink(missing_ok=True)
        if data and self.root.exists():
            (self.root / "index.jsonl").write_bytes(data)

    @invariant()
    def both_say_what_the_dict_says(self) -> None:
        StoreAgainstDict.steps += 1
        assert {found.id: found for found in self.store.every()} == self.model
        rows = {row.id: (row.status, row.agent_ids) for row in self.store.rows()}
        assert rows == {found.id: (found.status, found.agent_ids) for found in self.model.values()}
        assert self.other.ask("look") == {found.id: found.revision for found in self.model.values()}

    @rule()
    def find_each(self) -> None:
        """Ask for sessions one by one, which fills other memories of the store than reading all of them."""
        for number in range(1, 7):
            assert self.store.get(identity(number)) == self.model.get(identity(number))
        for agent_id in (ANNA, BEN):
            theirs = [found for found in self.model.values() if found.agent_id == agent_id]
            assert {found.id for found in self.store.of_agent(agent_id)} == {found.id for found in theirs}


@pytest.fixture
def second_window() -> Iterator[SecondWindow]:
    window = SecondWindow()
    yield window
    window.end()


def run_machine(
    window: SecondWindow, runs: int, steps: int, phases: tuple[Phase, ...] = tuple(Phase), part: int = 0
) -> None:
    """Let so many sequences of so many steps happen; the seed that repeats them is printed first."""
    StoreAgainstDict.other = window
    StoreAgainstDict.runs = StoreAgainstDict.steps = 0
    print(f"COACHTUI_SEED={SEED} repeats these {runs} runs of {steps} steps")
    run_state_machine_as_test(
        seed(SEED + part)(StoreAgainstDict),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps * 5 // 4,  # a run may be shorter
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(3600 * 12)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_store_says_what_a_dict_says(second_window: SecondWindow, part: int) -> None:
    runs = RUNS // PARTS
    run_machine(second_window, runs, STEPS, part=part)
    print(
        f"part {part}: {StoreAgainstDict.runs} runs, {StoreAgainstDict.steps} steps, seed {SEED}: as the dict"
    )
    assert StoreAgainstDict.runs >= runs
    assert StoreAgainstDict.steps >= runs * STEPS // by_size(4, 2, 1)  # few runs may happen to be short


def blind_to_the_other_window(patch: pytest.MonkeyPatch) -> None:
    """Read a log once and believe from then on that nobody else writes to it."""
    refresh = LogReader.refresh

    def once(self: LogReader) -> None:
        if self.header is None:
            refresh(self)

    patch.setattr(LogReader, "refresh", once)


def index_believed(patch: pytest.MonkeyPatch) -> None:
    """Take the index for right whatever became of the logs."""
    stamps = Shards.stamps
    patch.setattr(Shards, "stamps", lambda self: dict.fromkeys(stamps(self), "always"))
    patch.setattr(LogStorage, "stamp", "always")


def tail_left_in_place(patch: pytest.MonkeyPatch) -> None:
    """Append behind what a kill left, without cutting it off."""
    patch.setattr(LogFile, "cut_torn", lambda *_told: None)


@pytest.mark.parametrize("plant", [blind_to_the_other_window, index_believed, tail_left_in_place])
def test_the_machine_finds_what_was_planted(
    plant: Callable[[pytest.MonkeyPatch], None], second_window: SecondWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises((AssertionError, StoreError, ExceptionGroup)):
        run_machine(second_window, 40, 50, (Phase.generate,))
