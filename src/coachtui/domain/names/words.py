"""Lists of particles, titles and job words that occur in and around names in the teams' languages."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    """af al am an av bin bint d da dal das de degli dei del della delle den der des di do dos du e el i
    ibn im la las le les lo los mac mc o of op s st t te ten ter the til und van ved vd vom von vor y
    zu zum zur"""
)
"""Small words inside names: with the word they lead to they are looked for, alone they are anybody's."""

FIRST_NAMES_TOO = _words("al an da den do el la mac van")
"""Particles that are a first name elsewhere: Al, An, Van, Do; looked for where a name begins with them."""

JOINED = "al|el|ad|as|ash|ul|abd|d|l|o|dell|mc|mac"
"""What is joined to a name by a hyphen or an apostrophe."""

TITLES = _words("mr mrs ms miss mx dr sir madam herr hr fru frk froken frau mevrouw mevr mw meneer dhr heer")
"""Words that only a name follows; no part of one, even where a list of the team has them in it."""

NO_GENITIVES = _words("this his has was is as its us yes does")
"""Everyday words that are a name with a genitive too: Thi, Ha, Wa; doubted, and left in small letters."""

MADE_OF_NAMES = re.compile(
    "(.{2,}?)s?(?:samtal|arend|kund|mote|fall|pass|team|lag|grupp|gruppe|sak|vakt|skjema|formular|uppfoljning|"
    "oppfolging|genomgang|gjennomgang|gesprek|klant|zaak|groep|dienst|melding|casus|call|case)"
)
"""A word of work behind a name: Annasamtalet, Kimsaken, Bogesprek."""

COMPOUND_SURNAMES = _words(
    """欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 夏侯 司徒
    长孙 長孫 端木 南宫 南宮 西门 西門 独孤 獨孤 宇文 钟离 鍾離 鐘離 鲜于 鮮于 闻人 聞人 申屠 太史 轩辕 軒轅
    百里 呼延 东郭 東郭 濮阳 濮陽 淳于 单于 單于 澹台 澹臺 公冶 宗政 万俟 萬俟 赫连 赫連 拓跋 第五 左丘
    乐正 樂正 公羊 纳兰 納蘭 完颜 完顏 남궁 황보 제갈 사공 선우 서문 독고 동방"""
)
"""Chinese and Korean surnames of two signs; all others have one."""

EVERYDAY_SURNAMES = _words("东方 東方 长孙 長孫 西门 西門 司徒 上官 百里 第五 太史 서문 동방 사공")
"""Those of them that are a word or a title as well."""

BEFORE_SURNAME = "小老阿"
"""What is put before a Chinese surname or the last sign of a name among colleagues."""

AFTER_SURNAME = (
    "先生|女士|小姐|太太|老师|老師|经理|經理|主管|主任|组长|組長|班长|班長|师傅|師傅|同学|同事|"
    "总|總|工|姐|哥|姨|叔"
)
"""What follows one."""
