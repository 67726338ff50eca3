"""Prints, at the end of a run, what the tests of this folder report without failing."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every `evidence` property that a test recorded."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, lines in report.user_properties:
            if name == "evidence" and report.when == "call" and lines:
                terminalreporter.section(
                    report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")
                )
                terminalreporter.write_line(str(lines))
