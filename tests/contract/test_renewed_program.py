"""After its protection changed a program has nothing left of the store as it was open before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType

from tests.contract.protected import PASSPHRASE, furnish

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.bootstrap.open_store import OpenStore
from coachtui.bootstrap.process_parts import ProcessParts


def parts_of(cls: type) -> list[str]:
    return [name for name, member in vars(cls).items() if isinstance(member, cached_property)]


def referred(each: object) -> Iterator[object]:
    """What an object holds, but not what its code could import."""
    if isinstance(each, FunctionType):
        yield from (each.__closure__, each.__defaults__, each.__kwdefaults__)
    elif not isinstance(each, (type, ModuleType)):
        yield from gc.get_referents(each)


def held_by(root: object) -> dict[int, object]:
    found: dict[int, object] = {}
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            waiting.extend(referred(each))
    return found


def used_wholly(program: LocalProgram) -> dict[str, object]:
    """Use every part of a program; return those of its store."""
    assert all(
        getattr(program, name) is not None for name in (*parts_of(ProcessParts), *parts_of(LocalProgram))
    )
    return {name: getattr(program.opened, name) for name in parts_of(OpenStore)}


def test_nothing_of_the_store_as_it_was_is_reachable_after_the_passphrase_was_set(tmp_path: Path) -> None:
    furnish(tmp_path / "store")
    program = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path / "config"))
    before, opened = used_wholly(program), program.opened
    assert {"sessions", "roster", "retention", "listening"} <= before.keys()
    assert {id(part) for part in before.values()} <= held_by(program).keys(), "the search finds what is there"
    assert not program.sessions.seals.sealed
    program.protection.encrypt(PASSPHRASE)
    program.renew()
    held = held_by(program)
    assert id(opened) not in held
    assert [name for name, part in before.items() if id(part) in held] == []
    after = used_wholly(program)
    held = held_by(program)
    assert [name for name, part in before.items() if id(part) in held or part is after[name]] == []
    assert program.sessions.seals.sealed
