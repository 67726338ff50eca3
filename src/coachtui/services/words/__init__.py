"""Codes and facts of the domain in words of the language in use."""
