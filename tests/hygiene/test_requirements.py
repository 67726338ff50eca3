"""A number of a requirement says something to whoever reads it."""

from __future__ import annotations

import re
from pathlib import Path

NUMBER = re.compile(r"\bR([1-9]\d?)\b")


def test_every_requirement_that_is_named_stands_in_the_list(root: Path) -> None:
    listed = set(
        re.findall(r"^\| R(\d+) \|", (root / "docs/requirements.md").read_text("utf-8"), re.MULTILINE)
    )
    assert listed == {str(number) for number in range(1, 96)}
    sources = [*(root / "src").rglob("*.py"), *(root / "docs").glob("*.md"), *(root / "tests").rglob("*.py")]
    named = {number for path in sources for number in NUMBER.findall(path.read_text("utf-8"))}
    assert len(named) > 40
    assert named <= listed
