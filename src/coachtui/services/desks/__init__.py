"""Desks: documents being written, with undo, redo and saving."""
