"""What is said of settings and keys that are ignored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from coachtui.domain.errors import CoachError
from coachtui.services.sentences import sentence


def problem_line(problems: Sequence[CoachError]) -> str:
    """Return the first problem and how many more there are; empty where there is none."""
    if not problems:
        return ""
    more = f" (+{len(problems) - 1})" if len(problems) > 1 else ""
    return sentence(_with_short_file(problems[0])) + more


def _with_short_file(problem: CoachError) -> CoachError:
    """Return a problem with the name of its file alone, so that the line holds what is wrong with it."""
    facts = dict(problem.facts)
    if "file" in facts:
        facts["file"] = PurePath(str(facts["file"])).name
    return CoachError(problem.code, **facts)
