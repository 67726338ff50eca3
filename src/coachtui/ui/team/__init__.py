"""The team: its screen and its list."""
