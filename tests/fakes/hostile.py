"""Texts that try to steer a terminal, a parser or a path, a store full of them, and what a terminal got."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.correction import CorrectedValue, Correction, Statement
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.note import Draft, Link, Mark, Note, Tag
from coachtui.domain.session import ModelRef, Session, SessionStatus, StepRecord
from coachtui.services.listening import new_session

PAYLOADS: tuple[str, ...] = (
    "\x1b]0;PWNED\x07",
    "\x1b]2;PWNED\x1b\\",
    "\x1b]8;;http://pwned.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]1337;File=inline=1:UFdO\x07",
    "\x1b[2J\x1b[3J",
    "\x1b[666;666H",
    "\x1b[5;8;31mred\x1b[m",
    "\x1b[?1049l\x1b[?25h",
    "\x1b[6n\x1b[c\x1b[21t",
    "\x1bP$q\x1b\\",
    "\x1b_Gf=100;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bc\x1b#8\x1b(0",
    "\x9b31mc1 csi",
    "\x9d0;PWNED\x9c",
    "\x90q\x9c\x85\x84",
    "\u202etfel ot thgir",
    "\u202d\u202a\u202b\u202cembedded",
    "\u2066\u2067\u2068isolated\u2069",
    "\u200e\u200f\u061cmarks",
    "[/]",
    "[/b]",
    "[b]bold[/b]",
    "[@click=app.quit]click[/]",
    "[@click=app.bell()]x[/@click]",
    "[link=http://pwned.example]x[/link]",
    "[on red]x[/on red][reverse]",
    "[[[]]][",
    "\\[b\\] \\",
    "\\x1b[31m\\033[2J^[[H",
    "👩\u200d👩\u200d👧\u200d👦 👍🏽 🏳️\u200d🌈",
    "a\u200bb\u200cc\u2060d\ufeffe",
    "nul\x00here",
    "del\x7fbs\x08\x08\x08",
    "lone\rCR\x0bVT\x0cFF",
    "two\nlines\u2028three\u2029four",
    "e" + "\u0301\u0308\u0323" * 60,
    "W" * 3000,
    "字" * 1500,
    "［／ｂ］［＠ｃｌｉｃｋ］",
    "{facts} {0} {name!r:>9999} {{}}",
    "%s %d %(name)s %n %",
    "$(reboot) `id` $HOME ${x} ; rm",
    "# *Markdown* [x](javascript:1) ![]()",
    "<script>alert(1)</script>&amp;<b>",
    "=1+1|cmd' /C calc'!A0",
    "../../etc/passwd C:\\CON",
    "\U000e0041\U000e0042 tags \ufff9\ufffa\ufffb",
    "\r\x1b[A\x1b[2Koverwritten line",
    "\u00ad\u034f\u115f\u3164\uffa0 blank \u180e",
)

HARMLESS = "Harmless"

_SGR = r"(?:0|1|2|4|7|[34]8;2;\d{1,3};\d{1,3};\d{1,3}|[34][02-79]|9\d|10\d)"
"""What the program's own styles are written with; no red of sixteen, no blinking, nothing concealed."""

_COLOURS = re.compile(rf"\x1b\[{_SGR}(?:;{_SGR})*m|\x1b\[m")
_CURSOR = re.compile(r"\x1b\[(\d+);(\d+)H")
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;:?<>=$ !\"']*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)", re.DOTALL)
_DIRECTION = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def without_painting(output: str, columns: int, rows: int) -> str:
    """What was written to a terminal but colours and cursor moves within the screen."""

    def kept(found: re.Match[str]) -> str:
        return "" if int(found[1]) <= rows and int(found[2]) <= columns else found[0]

    return _CURSOR.sub(kept, _COLOURS.sub("", output))


def sequences(output: str, columns: int, rows: int) -> set[str]:
    """Every escape sequence that paints nothing, as it was written."""
    return set(_SEQUENCE.findall(without_painting(output, columns, rows)))


def steering(output: str, columns: int, rows: int, own: set[str]) -> set[str]:
    """Everything in an output that could steer a terminal, beside sequences that are the program's own."""
    rest = without_painting(output, columns, rows)
    for sequence in sorted(own, key=len, reverse=True):
        rest = rest.replace(sequence, "")
    return {c for c in rest if unicodedata.category(c) in {"Cc", "Cs"} or c in _DIRECTION} - {"\n"}


def hostile_agent(program: LocalProgram, text: str, name: str = "") -> Agent:
    """An agent with a text in every field, stored as no door of the program would store it."""
    agent = Agent(
        id=program.ids.new(),
        name=f"{name}{text}",
        alias=text,
        team=text,
        language=text,
        remember=text,
    )
    program.team.put_agents([agent])
    return agent


def hostile_lead(program: LocalProgram, text: str) -> Lead:
    """The lead, of that name."""
    lead = Lead(id=program.ids.new(), name=text)
    program.team.put_lead(lead)
    return lead


def hostile_session(
    program: LocalProgram, agent: Agent, lead: Lead, text: str, *, status: SessionStatus, began: datetime
) -> Session:
    """A session with a text wherever a session has text."""
    forms = tuple(program.content.form(form_id) for form_id in CORE_FORMS)
    fresh = new_session(agent, lead, forms, None, began=began, ids=program.ids)
    contact = replace(fresh.contacts[0], reference=text)
    model = program.content.model("grow")
    item = next(iter(forms[0].items()))
    links = (None, Link(form=forms[0].id, item=item.id), Link(model="grow", step=model.steps[0].id))
    tags: tuple[Tag | None, ...] = (None, "quote", "praise")
    fields = {field.id: text for field in model.steps[0].fields}
    session = replace(
        fresh,
        status=status,
        contacts=(contact,),
        model=ModelRef(id="grow", version=model.version),
        models=(ModelRef(id="grow", version=model.version),),
        steps=(StepRecord(model="grow", step=model.steps[0].id, fields=fields, done=True),),
        notes=tuple(
            Note(id=program.ids.new(), at=began, text=text, contact_id=contact.id, tag=tag, link=link)
            for tag, link in zip(tags, links, strict=True)
        ),
        drafts=() if status == "final" else tuple(Draft(at=began, text=text, link=link) for link in links),
        marks=(Mark(id=program.ids.new(), at=began, contact_id=contact.id),),
        corrections=(
            Correction(
                id=program.ids.new(),
                at=began,
                by=lead.id,
                why=text,
                note_id=program.ids.new(),
                old=CorrectedValue(text=text),
                new=CorrectedValue(text=text),
            ),
        ),
        statements=(Statement(id=program.ids.new(), at=began, agent_id=agent.id, text=text),),
        evaluations=(
            Evaluation(
                id=program.ids.new(),
                contact_id=contact.id,
                agent_id=agent.id,
                rater=Rater(role="lead", id=lead.id),
                form=forms[0].ref,
                status="draft" if status == "live" else "final",
                answers={item.id: Answer(value=1, at=began)},
            ),
        ),
    )
    program.sessions.put(session)
    return session


def roster_file(folder: Path, texts: tuple[str, ...]) -> Path:
    """A CSV list with a text in every column, one agent a line, and so is a column that nobody knows."""
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["name", "alias", "team", "".join(texts)])
        writer.writerows([f"{number} {text}", text, text, text] for number, text in enumerate(texts))
    return path
