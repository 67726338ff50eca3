"""The live session: its screen, its panes, and the work on what is open."""
