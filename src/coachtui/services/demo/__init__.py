"""The sample team of the demo: made-up agents and their sessions."""
