"""The storage engine: checksummed append-only logs under TinyDB's API, with disk calls and locks."""
