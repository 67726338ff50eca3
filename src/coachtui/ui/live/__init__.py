"""The screen of a live session: four panes, the note line, and what their keys do."""
