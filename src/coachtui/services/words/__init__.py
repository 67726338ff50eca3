"""Wording of codes, facts and values in the language in use."""
