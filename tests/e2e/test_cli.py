"""The command line from outside: what it prints, where to, and how it ends."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from shutil import which

import pytest
from tests.e2e.cli_process import Computer

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n")
COMMANDS = {
    "live",
    "roster",
    "export",
    "import",
    "schema",
    "content",
    "keys",
    "check",
    "where",
    "backup",
    "restore",
    "erase",
    "retention",
    "encrypt",
    "decrypt",
    "passphrase",
    "rekey",
    "recovery-key",
    "demo",
}
LATER = {"import FILE"}


def test_the_module_and_the_script_are_the_same_program(computer: Computer) -> None:
    script = which("coachtui", path=str(Path(sys.executable).parent))
    assert script is not None
    assert computer.run("--version", program=(script,)) == computer.run("--version")
    assert re.fullmatch(r"coachtui \d+\.\d+\.\d+\n", computer.done("--version").out)


def test_help_lists_what_works_and_nothing_else(computer: Computer) -> None:
    text = computer.done("--help").out
    listed = {line.split()[0] for line in text.splitlines() if re.match(r"    [a-z]", line)}
    assert listed == COMMANDS
    whole = text + "".join(
        computer.done(*command.split(), "--help").out
        for command in [*COMMANDS, "roster import", "content list", "content show"]
    )
    assert {word for word in LATER if word in whole} == set()
    for option in ("--demo", "--data-dir", "--config-dir", "--lang", "--version", "--help"):
        assert option in text


def test_a_first_day_with_the_roster(computer: Computer) -> None:
    added = computer.done("roster", "add", "--name", "Kim Berg", "--team", "Blue", "--start", "2024-02-29")
    assert UUID7.fullmatch(added.out)
    kim = added.out.strip()
    assert computer.done("roster", "list", "--json").json == [
        {
            "id": kim,
            "name": "Kim Berg",
            "alias": "",
            "team": "Blue",
            "status": "active",
            "evaluations_this_month": 0,
            "target": 4,
        }
    ]
    again = computer.done("roster", "add", "--name", "KIM berg", "--team", "blue", "--alias", "Kimmy")
    assert again.out == added.out
    assert "other details are updated" in again.err
    known = computer.done("roster", "list", "--json").json[0]
    assert (known["name"], known["team"], known["alias"]) == ("Kim Berg", "Blue", "Kimmy")
    assert "updated" not in computer.done("roster", "add", "--name", "KIM berg", "--team", "blue").err
    computer.done("roster", "rename", "KIM berg", "Kim Øberg")
    computer.done("roster", "rename", kim, "--name", "Kim Åberg", "--team", "Red")
    assert computer.done("roster", "leave", "kim åberg").err == ""
    left = computer.done("roster", "list", "--json").json[0]
    assert (left["name"], left["team"], left["alias"], left["status"]) == (
        "Kim Åberg",
        "Red",
        "Kimmy",
        "left",
    )
    assert "left already" in computer.done("roster", "leave", kim).err
    computer.done("roster", "return", kim)
    assert computer.done("roster", "list", "--json").json[0]["status"] == "active"
    assert "Kim Åberg" in computer.done("roster", "list").out


def test_nobody_and_several(computer: Computer) -> None:
    ids = [computer.done("roster", "add", "--name", "Kim Berg", "--team", team).out.strip() for team in "AB"]
    nobody = computer.run("roster", "leave", "Kim")
    assert (nobody.code, nobody.out) == (1, "")
    assert "Kim Berg" in nobody.err
    several = computer.run("live", "--agent", "kim berg")
    assert several.code == 1
    assert all(f"{each} ({team})" in several.err for each, team in zip(ids, "AB", strict=True))
    assert len(several.err.splitlines()) == 1
    assert [line[:12] for line in computer.done("roster", "list").out.splitlines()[1:]] == [
        "Kim Berg (A)",
        "Kim Berg (B)",
    ]
    assert {row["name"] for row in computer.done("roster", "list", "--json").json} == {"Kim Berg"}
    for command in (
        ["erase", "kim berg", "--yes"],
        ["export", "--own", "Kim Berg", "-o", str(computer.home)],
    ):
        assert all(each in computer.run(*command).err for each in ids)
    nameless = computer.done("export", "--pseudonymous", "-o", "-").out
    assert not any(each in nameless for each in ids)


def test_a_list_of_agents(computer: Computer) -> None:
    path = computer.home / "team.csv"
    path.write_text("\ufeffname;team;start_date\nKim Berg;Blue;2024-02-29\nAda;;\n", "utf-8")
    tried = computer.done("roster", "import", str(path), "--dry-run")
    assert tried.out.splitlines() == ["new: Kim Berg", "new: Ada"]
    assert not computer.data.exists()
    taken = computer.done("roster", "import", str(path))
    assert (taken.out, "Imported: 2 new, 0 changed, 0 unchanged." in taken.err) == ("", True)
    assert [row["name"] for row in computer.done("roster", "list", "--json").json] == ["Ada", "Kim Berg"]
    path.write_text("name;start_date\nNew One;\nBad One;1.2.24\n;\nOther;2024-13-01\n", "utf-8")
    refused = computer.run("roster", "import", str(path))
    assert (refused.code, refused.out) == (5, "")
    assert [line[:7] for line in refused.err.splitlines()[:2]] == ["Line 3:", "Line 5:"]
    assert len(computer.done("roster", "list", "--json").json) == 2


def test_newcomer_17_the_same_error_in_many_lines_is_one_line(computer: Computer) -> None:
    path = computer.home / "team.csv"
    lines = [f"Agent {number};{'19.3.21' if number != 30 else '2021-02-30'}" for number in range(60)]
    path.write_text("Navn;Startdato\n" + "\n".join(lines) + "\n", "utf-8")
    refused = computer.run("roster", "import", str(path))
    assert refused.code == 5
    assert refused.err.splitlines()[:2] == [
        "Lines 2–31, 33–61: That date cannot be read; write it as 2026-03-31 or 31.03.2026.",
        "Line 32: There is no such day.",
    ]
    assert len(refused.err.splitlines()) == 3
    path.write_bytes("Navn;Språk\nKåre;Norsk\n".encode("cp1252"))
    taken = computer.done("roster", "import", str(path))
    assert taken.err.splitlines()[0] == (
        "The file is not UTF-8 and was read as Windows-1252; “Kåre” should be spelt right."
    )


@pytest.mark.parametrize("content", [None, b"", b"alias\nKim\n", b"name\n\xff\n", b'name\n"open\n'])
def test_a_list_that_cannot_be_read(computer: Computer, content: bytes | None) -> None:
    path = computer.home / "team.csv"
    if content is not None:
        path.write_bytes(content)
    refused = computer.run("roster", "import", str(path))
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (5, "", 1)


def test_options_stand_before_or_after_the_command(computer: Computer) -> None:
    other = str(computer.home / "other")
    computer.done("--data-dir", other, "roster", "add", "--name", "Kim")
    for arguments in (
        ["--data-dir", other, "roster", "list", "--json"],
        ["roster", "--data-dir", other, "list", "--json"],
        ["roster", "list", "--json", f"--data-dir={other}"],
    ):
        assert len(computer.done(*arguments).json) == 1
    assert computer.done("roster", "list", "--json").json == []
    assert (
        computer.done("--data-dir", "/nowhere", "where", "--json", "--data-dir", other).json["folders"][
            "data"
        ]
        == other
    )


def test_without_a_choice_the_system_names_the_folders(computer: Computer) -> None:
    computer.environment |= {"COACHTUI_DATA_DIR": "", "COACHTUI_CONFIG_DIR": "", "HOME": str(computer.home)}
    folders = computer.done("where", "--json").json["folders"]
    assert folders["data"] == str(computer.home / ".local" / "share" / "coachtui")
    assert folders["config"] == str(computer.home / ".config" / "coachtui")


def test_a_list_changes_those_who_are_known(computer: Computer) -> None:
    computer.done("roster", "add", "--name", "Kim", "--team", "Blue")
    path = computer.home / "team.csv"
    path.write_text("name,team,alias,phone\nkim,blue,Kimmy,123\n", "utf-8")
    tried = computer.done("roster", "import", str(path), "--dry-run")
    assert (tried.out, "phone" in tried.err) == ("changed: Kim\n", True)
    computer.done("roster", "import", str(path))
    assert [row["alias"] for row in computer.done("roster", "list", "--json").json] == ["Kimmy"]


def _language(computer: Computer, *arguments: str) -> str:
    words = {"Undo": "en", "Ångra": "sv", "Angre": "nb", "Ongedaan": "nl", "撤销": "zh-Hans"}
    keys = {row["id"]: row["label"] for row in computer.done("keys", "--json", *arguments).json}
    return words[keys["live.undo"]]


def test_option_then_environment_then_settings_then_locale_then_english(computer: Computer) -> None:
    assert _language(computer) == "en"
    computer.environment["LANG"] = "nn_NO.UTF-8"
    assert _language(computer) == "nb"
    computer.environment["LANG"] = "pt_BR.UTF-8"
    assert _language(computer) == "en"
    computer.config.mkdir()
    (computer.config / "config.toml").write_text('language = "sv"\n', "utf-8")
    assert _language(computer) == "sv"
    computer.environment["COACHTUI_LANG"] = "nl"
    assert _language(computer) == "nl"
    assert _language(computer, "--lang", "zh-Hans") == "zh-Hans"
    computer.environment["COACHTUI_LANG"] = "xx"
    assert computer.run("keys").code == 2


@pytest.mark.parametrize("tag", ["sv", "nb", "nl", "zh-Hans"])
def test_help_and_errors_speak_the_language(computer: Computer, tag: str) -> None:
    english = computer.done("roster", "add", "--help").out
    other = computer.done("--lang", tag, "roster", "add", "--help").out
    for word in ("usage", "options", "show this help message", "the agents", "full name"):
        assert word not in other.replace("--", "")
    assert english != other
    wrong = computer.run("roster", "add", "--lang", tag).err
    assert "required" not in wrong
    assert "See" not in wrong
    assert ("。参见“coachtui roster add --help”。" in wrong) == (tag == "zh-Hans")


def test_settings_that_are_unknown_are_told_and_ignored(computer: Computer) -> None:
    computer.config.mkdir()
    (computer.config / "config.toml").write_text("colour = 1\nevaluations_per_month = 6\n", "utf-8")
    computer.done("roster", "add", "--name", "Kim")
    ended = computer.done("roster", "list", "--json")
    assert ended.json[0]["target"] == 6
    assert ended.err.count("\n") == 1
    assert "colour" in ended.err
    (computer.config / "config.toml").write_text("= broken", "utf-8")
    assert "config.toml" in computer.done("roster", "list", "--json").err


def test_own_keys_are_listed(computer: Computer) -> None:
    computer.config.mkdir()
    (computer.config / "keys.toml").write_text('"live.mark" = ["F7", ";"]\nnope = "x"\n', "utf-8")
    ended = computer.done("keys", "--json")
    rows = {row["id"]: row for row in ended.json}
    assert rows["live.mark"]["keys"] == ["f7", "semicolon"]
    assert set(rows["live.mark"]) == {"id", "keys", "label", "scope"}
    assert "nope" in ended.err
    assert "live.mark" in computer.done("keys").out


def test_an_empty_store_is_exported_empty_and_stays_unmade(computer: Computer) -> None:
    document = computer.done("export").json
    assert (document["schema"], document["schema_version"], document["pseudonymous"]) == (
        "coachtui-export",
        1,
        False,
    )
    assert (document["sessions"], document["evaluations"], document["agents"]) == ([], [], [])
    lines = computer.done("export", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["record"] for line in lines] == ["export"]
    assert not computer.data.exists()


def test_a_file_is_written_once_for_its_owner(computer: Computer) -> None:
    path = computer.home / "out.json"
    assert computer.done("export", "-o", str(path)).out == ""
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    refused = computer.run("export", "-o", str(path))
    assert (refused.code, path.read_bytes()) == (6, before)
    assert "--force" in refused.err
    computer.done("export", "-o", str(path), "--force")
    assert path.read_bytes() != before
    assert computer.run("export", "-o", str(computer.home / "no" / "out.json")).code == 6
    assert computer.run("export", "--since", "2000-01-01", "-o", str(computer.home / "none.json")).code == 1
    assert sorted(entry.name for entry in computer.home.iterdir()) == ["out.json"]


def test_the_schema_is_a_schema(computer: Computer) -> None:
    assert computer.done("schema").json["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_content_is_listed_and_shown(computer: Computer) -> None:
    listed = [line.split()[:3] for line in computer.done("content", "list").out.splitlines()]
    assert ["grow", "model", "1"] in listed
    assert ["phone-technique", "form", "1"] in listed
    assert len(listed) == len({line[0] for line in listed}) == 32
    for each in ("grow", "phone-technique", "answer-types"):
        assert f'id = "{each}"' in computer.done("content", "show", each).out


def test_where_tells_folders_and_versions_and_no_name(computer: Computer) -> None:
    agent = computer.done("roster", "add", "--name", "Kim Berg").out.strip()
    told = computer.done("where", "--json")
    assert told.json["folders"]["data"] == str(computer.data)
    assert told.json["sizes"]["data"] > 0
    assert {"coachtui", "python", "textual", "tinydb"} <= set(told.json["versions"])
    for text in (told.out, computer.done("where").out):
        assert "Kim" not in text
        assert agent not in text
