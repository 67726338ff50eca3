"""Stores and backups beside the store: what is known of them, and what they are."""
