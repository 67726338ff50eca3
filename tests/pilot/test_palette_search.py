"""What is found in the palette, in what order, and what Enter does (newcomer 22)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import shown, take_seat, the_open_session
from tests.pilot.team_stage import program_in, put_agents

from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.ui.app import CoachApp
from coachtui.ui.keys.table import row
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.palette import COMMANDS, PaletteScreen
from coachtui.ui.screens.searching import Hit, HitRows, Match, SearchInput

SIZE = (120, 36)


def hit(label: str, more: str = "", also: str = "") -> Hit:
    return Hit(label, more, "", lambda: None, also)


@pytest.mark.parametrize(
    ("typed", "label", "more", "also", "match"),
    [
        ("ret", "Retention", "", "", Match.NAME_BEGINS),
        ("ret", "Ｒｅｔｅｎｔｉｏｎ", "", "", Match.NAME_BEGINS),
        ("live", "Listen live", "", "", Match.WORDS_OF_NAME),
        ("exp", "Write JSON", "", "export, file", Match.OTHER_NAME),
        ("tention", "Retention", "", "", Match.WITHIN_NAME),
        ("saving", "Privacy", "The clock and saving keep running.", "", Match.DESCRIPTION),
        ("sav", "Privacy", "The clock and saving keep running.", "", Match.HALF_WORD),
        ("导出", "写入文件", "", "导出, 文件", Match.OTHER_NAME),
        ("继续", "隐私", "计时和保存继续进行。", "", Match.HALF_WORD),
        ("backup", "Privacy", "The clock and saving keep running.", "", None),
    ],
)
def test_newcomer_22_how_well_a_row_fits(
    typed: str, label: str, more: str, also: str, match: Match | None
) -> None:
    assert hit(label, more, also).match((typed,)) == match


def team_app(folder: Path) -> CoachApp:
    """The team screen of one agent."""
    program = program_in(folder)
    put_agents(program, "Kim Lund")
    return CoachApp(program, None)


async def test_newcomer_22_names_come_before_descriptions(tmp_path: Path) -> None:
    use_language("nb")
    app = team_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"lagring")
        assert isinstance(app.screen, PaletteScreen)
        first = app.screen.query_one(HitRows).hits[0]
        assert first.label == _("Retention")


async def test_newcomer_22_half_a_word_of_a_description_does_nothing_at_once(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"wakes", "backspace", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PaletteScreen)
        assert "Press Enter again to choose" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()


async def test_attack_chinese_of_a_description_does_nothing_at_once(tmp_path: Path) -> None:
    use_language("zh-Hans")
    app = team_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        sentence = _(row("app.quit").sentence)
        app.screen.query_one(SearchInput).value = sentence
        await pilot.pause()
        assert [hit.more for hit in app.screen.query_one(HitRows).hits] == [sentence]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PaletteScreen)
        assert app.return_code is None
        app.screen.query_one(SearchInput).value = "退出"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.return_code == 0


@pytest.mark.parametrize("tag", LANGUAGES)
async def test_attack_no_piece_of_a_description_is_a_whole_word_in_chinese(tag: str, tmp_path: Path) -> None:
    use_language(tag)
    app = team_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        screen = app.screen
        assert isinstance(screen, PaletteScreen)
        for each in screen.every_hit():
            for place in range(len(each.more) - 1):
                typed = (each.more[place : place + 2].strip().casefold() or "x",)
                if all("\u4e00" <= sign <= "\u9fff" for sign in typed[0]):
                    assert each.match(typed) is not Match.DESCRIPTION, each.name


async def test_newcomer_22_a_row_that_was_gone_to_is_taken(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"custom", "enter", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, PaletteScreen)
        the_open_session(app).leave()


WORDS = {
    "en": ("export", "backup", "import", "theme", "restore", "language", "password", "delete"),
    "sv": ("export", "säkerhetskopia", "importera", "tema", "återställ", "språk", "lösenord", "ta bort"),
    "nb": ("eksport", "sikkerhetskopi", "importer", "tema", "gjenopprett", "språk", "passord", "slett"),
    "nl": ("export", "back-up", "importeren", "thema", "herstellen", "taal", "wachtwoord", "verwijderen"),
    "zh-Hans": ("导出", "备份", "导入", "主题", "恢复", "语言", "密码", "删除", "保留", "到期"),
}


@pytest.mark.parametrize("tag", LANGUAGES)
async def test_newcomer_22_words_people_search_for_are_names(tag: str, tmp_path: Path) -> None:
    use_language(tag)
    app = team_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        screen = app.screen
        assert isinstance(screen, PaletteScreen)
        for word in WORDS[tag]:
            best = min(
                (
                    match
                    for each in screen.every_hit()
                    if (match := each.match(tuple(word.split()))) is not None
                ),
                default=None,
            )
            assert best is not None, word
            assert best <= Match.OTHER_NAME, word


async def test_newcomer_22_what_only_commands_do_is_told(tmp_path: Path) -> None:
    app = team_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"import a team", "enter")
        await pilot.pause()
        assert "coachtui roster import team.csv" in shown(app)


def test_newcomer_22_the_commands_told_of_exist() -> None:
    from coachtui.cli.parser import build_parser, command_of

    for _label, _does, command in COMMANDS:
        words = command.split()[1:]
        assert command_of(build_parser().parse_args(words)) is not None
