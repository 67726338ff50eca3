"""Readable texts about sessions and records, composed once for all formats."""
