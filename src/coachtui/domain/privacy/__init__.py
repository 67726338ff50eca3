"""Privacy of sessions and records: private parts, pseudonyms, and what erasing removes."""
