"""Column headings of lists of agents, in the languages of the program."""

from __future__ import annotations

import re

_HEADINGS = {
    "name": "name|full name|agent|employee|namn|medarbetare|navn|medarbeider|ansatt|fullt navn|naam|"
    "medewerker|volledige naam|姓名|名字|座席|员工|客服",
    "alias": "alias|nickname|short name|smeknamn|tilltalsnamn|kallenavn|kortnavn|roepnaam|bijnaam|别名|昵称",
    "team": "team|group|lag|grupp|gruppe|groep|ploeg|团队|小组|班组|组",
    "start_date": "start date|start|started|first day|startdatum|första dag|anställd från|startdato|oppstart|"
    "første dag|ansatt fra|begindatum|eerste dag|in dienst|in dienst sinds|开始日期|入职日期|入职时间",
    "language": "language|språk|taal|语言",
}

_COLUMNS = {heading: column for column, headings in _HEADINGS.items() for heading in headings.split("|")}


def column_of(heading: str) -> str:
    """Return the column that a heading stands for, or the heading in small letters."""
    plain = " ".join(re.sub(r"[\s_.:*-]+", " ", heading).casefold().split())
    return _COLUMNS.get(plain, heading.strip().casefold())
