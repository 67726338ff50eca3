"""The arguments with which a program that locked itself starts again: they lead back, and hold no name."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from coachtui.bootstrap import open_program
from coachtui.cli import live as cli_live
from coachtui.cli.parser import build_parser
from coachtui.cli.resuming import arguments_for
from coachtui.i18n import use_language
from coachtui.services.listening_request import LiveRequest, ResumePoint

AGENT = "0190aaaa-0000-7000-8000-00000000000a"
SESSION = "0190aaaa-0000-7000-8000-0000000000ff"


def parsed(*arguments: str) -> Namespace:
    return build_parser().parse_args(list(arguments))


def again(options: Namespace, place: ResumePoint) -> Namespace:
    return parsed(*arguments_for(options, place))


@pytest.mark.parametrize(
    "live",
    [
        LiveRequest(agent_id=AGENT, session_id=SESSION, item_id="greeting", in_note=True, back=True),
        LiveRequest(agent_id=AGENT, form_ids=("stress", "attitude"), model_id="oskar"),
    ],
)
def test_a_session_is_found_again(live: LiveRequest) -> None:
    options = again(parsed("live", "--agent", "Kim Berg"), ResumePoint(live=live))
    assert options.command == "live:listen"
    found = LiveRequest(
        agent_id=options.agent,
        form_ids=tuple(options.forms),
        model_id=options.model,
        session_id=options.session,
        item_id=options.row,
        in_note=options.in_note,
        back=options.back,
    )
    assert found == live


def test_no_name_is_carried_over() -> None:
    began = parsed("live", "--agent", "Kim Berg", "--passphrase-fd", "7")
    arguments = arguments_for(began, ResumePoint(live=LiveRequest(agent_id=AGENT)))
    assert "Kim" not in " ".join(arguments)
    assert "passphrase" not in " ".join(arguments)


def test_folders_and_language_stay() -> None:
    use_language("nb")
    options = again(
        parsed("--demo", "--data-dir", "/a b", "--config-dir=-odd", "--lang", "sv"),
        ResumePoint(agent_id=AGENT, suspended=True),
    )
    assert (options.demo, options.data_dir, options.config_dir, options.lang) == (True, "/a b", "-odd", "nb")
    assert (options.command, options.page_of, options.stopped) == ("live:open_team", AGENT, True)


def test_where_a_process_stays_the_same_it_asks_again_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: the same place, a program that knows no key, and the lock screen in between."""
    place = ResumePoint(live=LiveRequest(agent_id=AGENT, session_id=SESSION, item_id="greeting"))
    ends: list[int | ResumePoint] = [place, 0]
    opened: list[tuple[str, LiveRequest | None]] = []

    def run(program: object, *, live: LiveRequest | None = None, page_of: str = "") -> int | ResumePoint:
        del page_of
        opened.append((program.protection.state(), live))  # type: ignore[attr-defined]
        return ends.pop(0)

    def unlock(program: object) -> None:
        opened.append(("locked" if program is not first else "first", None))
        program.protection.unlock("four words")  # type: ignore[attr-defined]

    open_program(data_dir=str(tmp_path)).protection.encrypt("four words")
    first = open_program(data_dir=str(tmp_path))
    monkeypatch.setattr("coachtui.ui.start.run", run)
    monkeypatch.setattr("coachtui.ui.start.unlock", unlock)
    monkeypatch.setattr("coachtui.cli.resuming.restart_process", lambda _options, _place: None)
    monkeypatch.setattr(cli_live, "_at_terminal", lambda: True)
    assert cli_live.open_team(parsed(), first) == 0
    assert opened == [("first", None), ("open", None), ("locked", None), ("open", place.live)]
