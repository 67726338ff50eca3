"""The sample team: made-up people and what they lived through."""
