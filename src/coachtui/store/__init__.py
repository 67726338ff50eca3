"""The store on disk: TinyDB on checksummed append-only logs, one per agent and year, and a derived index."""
