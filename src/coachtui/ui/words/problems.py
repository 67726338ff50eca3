"""Sentences at the start: settings and keys that are ignored, a recovery key that nobody confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError
from coachtui.i18n import _
from coachtui.services.words.sentences import fact, sentence

if TYPE_CHECKING:
    from coachtui.ui.coach import Coach


def problems_to_tell(coach: Coach) -> tuple[CoachError, ...]:
    """Return the problems to tell at the start: an unconfirmed recovery key, ignored settings and keys."""
    unconfirmed = (CoachError("recovery_key_unconfirmed"),) if coach.lock.recovery_to_confirm() else ()
    return (*unconfirmed, *coach.program.setting_problems(), *coach.keys.problems)


def problem_line(problems: Sequence[CoachError]) -> str:
    """Return one line about problems: the one there is, or the names of all; empty for none."""
    if len(problems) == 1:
        return sentence(_with_short_file(problems[0]))
    named: dict[str, list[str]] = {}
    whole = []
    for problem in map(_with_short_file, problems):
        name = problem.facts.get("setting") or problem.facts.get("binding")
        if name is None:
            whole.append(sentence(problem))
        else:
            named.setdefault(fact(problem.facts.get("file", "")), []).append(fact(name))
    lists = [
        _("Ignored in {file}: {names}.").format(file=file, names=", ".join(dict.fromkeys(names)))
        for file, names in named.items()
    ]
    if lists:
        lists.append(_("The reason is shown when the program ends."))
    return " ".join((*whole, *lists))


def _with_short_file(problem: CoachError) -> CoachError:
    """Return a problem with the name of its file alone, so that the line holds what is wrong with it."""
    facts = dict(problem.facts)
    if "file" in facts:
        facts["file"] = PurePath(str(facts["file"])).name
    return CoachError(problem.code, **facts)
