"""The engine: checksummed append-only logs under TinyDB's API, and the disk, locks and folders below them."""
