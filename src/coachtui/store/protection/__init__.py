"""Encryption of a store: its key, the passphrase that opens it, and encrypted logs and files."""
