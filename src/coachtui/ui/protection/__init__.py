"""The passphrase of the store: setting it, the lock, and what is told about privacy."""
