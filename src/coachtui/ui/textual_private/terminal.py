"""Textual's parser of what a terminal types, and the names of its sequences."""

from __future__ import annotations

from types import ModuleType

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import FOCUSIN, FOCUSOUT, XTermParser

from coachtui.ui.textual_private.terminal_writer import PatientWriter

__all__ = ["ANSI_SEQUENCES_KEYS", "FOCUSIN", "FOCUSOUT", "FUNCTIONAL_KEYS", "SequenceParser"]


class SequenceParser(XTermParser):
    """Textual's parser, that can be asked for the keys of one sequence."""

    keys_of_sequence = XTermParser._sequence_to_key_events


def write_patiently(drivers: ModuleType) -> None:
    """Let the drivers of a module of Textual write through the thread that never lets the program wait."""
    vars(drivers)["WriterThread"] = PatientWriter


def read_with(reader: ModuleType, parser: type[XTermParser]) -> None:
    """Let a module of Textual that reads a console use another parser."""
    vars(reader)["XTermParser"] = parser
