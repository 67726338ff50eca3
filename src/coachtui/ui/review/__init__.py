"""The closing review: the screen on which a session is checked, finished, kept or discarded."""
