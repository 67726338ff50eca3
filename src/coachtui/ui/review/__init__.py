"""The closing review of a session."""
