"""Settings: read leniently, changed without touching what the user wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.errors import StoreError
from coachtui.i18n import LANGUAGES
from coachtui.services import preferences
from coachtui.settings.config_file import ConfigFile

OWN = """# mine
theme = "dark"  # at night
evaluations_per_month = 6

colour = "red"
[later]
theme = "not this one"
"""


def _config(path: Path, text: str | None = None) -> ConfigFile:
    if text is not None:
        path.write_text(text, "utf-8")
    return ConfigFile(path, preferences.NAMES)


def test_no_file_is_no_settings(tmp_path: Path) -> None:
    config = _config(tmp_path / "none" / "config.toml")
    assert (config.get("theme"), config.problems()) == (None, ())
    assert not (tmp_path / "none").exists()


def test_known_settings_are_read_and_others_reported(tmp_path: Path) -> None:
    config = _config(tmp_path / "config.toml", OWN)
    assert (config.get("theme"), config.get("evaluations_per_month")) == ("dark", "6")
    assert [(p.code, p.facts["setting"]) for p in config.problems()] == [
        ("unknown_setting", "colour"),
        ("unknown_setting", "later"),
    ]


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ("language = 5", "language"),
        ('language = "xx"', "language"),
        ('theme = "pink"', "theme"),
        ('hold_limit_s = "x"', "hold_limit_s"),
        ("hold_limit_s = true", "hold_limit_s"),
        ("hold_limit_s = [1]", "hold_limit_s"),
        ("evaluations_per_month = -3", "evaluations_per_month"),
        ("evaluations_per_month = 100", "evaluations_per_month"),
        ("privacy_after_min = 1.5", "privacy_after_min"),
        ("export_folder = 1", "export_folder"),
    ],
)
def test_a_value_that_cannot_be_is_reported_and_ignored(tmp_path: Path, line: str, setting: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(line + "\n", "utf-8")
    config = ConfigFile(path, preferences.NAMES, preferences.is_valid)
    assert [(p.code, p.facts["setting"]) for p in config.problems()] == [("bad_setting", setting)]
    assert config.get(setting) is None


def test_every_value_that_the_program_offers_fits(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for name, value in (
        *(("theme", theme) for theme in preferences.THEMES),
        *(("language", language) for language in LANGUAGES),
        ("export_folder", "/somewhere"),
        *((name, str(value)) for name, limits in preferences.NUMBERS.items() for value in limits),
    ):
        config = ConfigFile(path, preferences.NAMES, preferences.is_valid)
        config.put(name, value)
        assert (config.get(name), config.problems()) == (value, ())


def test_numbers_may_stand_without_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("hold_limit_s = 45\n", "utf-8")
    config = ConfigFile(path, preferences.NAMES, preferences.is_valid)
    assert (preferences.number_setting(config, "hold_limit_s"), config.problems()) == (45, ())


def test_a_change_leaves_the_rest_of_the_file_alone(tmp_path: Path) -> None:
    config = _config(tmp_path / "config.toml", OWN)
    config.put("theme", 'bright "x"\\\n')
    config.put("language", "zh-Hans")
    text = (tmp_path / "config.toml").read_text("utf-8")
    assert config.get("theme") == 'bright "x"\\\n'
    assert text.startswith("# mine\n")
    assert 'colour = "red"\n' in text
    assert text.endswith('[later]\ntheme = "not this one"\n')
    assert tomllib.loads(text)["language"] == "zh-Hans"
    assert (tmp_path / "config.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["theme = ", "\x00", "a = 1\na = 2\n", "theme = 'é"])
def test_a_broken_file_is_reported_and_never_overwritten(tmp_path: Path, text: str) -> None:
    config = _config(tmp_path / "config.toml", text)
    assert config.get("theme") is None
    assert [problem.code for problem in config.problems()] == ["config_unreadable"]
    with pytest.raises(StoreError) as refused:
        config.put("theme", "dark")
    assert refused.value.code == "config_unreadable"
    assert (tmp_path / "config.toml").read_text("utf-8") == text


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError) as refused:
        _config(tmp_path / "file" / "config.toml").put("theme", "dark")
    assert refused.value.code == "cannot_write"


@given(st.text(max_size=40))
def test_any_value_comes_back(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    config = _config(tmp_path_factory.mktemp("config") / "config.toml")
    config.put("export_folder", value)
    assert config.get("export_folder") == value


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("", 4),
        ("evaluations_per_month = 6", 6),
        ("evaluations_per_month = 0", 4),
        ("evaluations_per_month = 'x'", 4),
    ],
)
def test_numbers_out_of_range_count_as_not_set(tmp_path: Path, text: str, target: int) -> None:
    config = _config(tmp_path / "config.toml", text)
    assert preferences.number_setting(config, preferences.EVALUATIONS_PER_MONTH) == target
