"""Data going out and coming in: this program's JSON with its schema, and foreign files read strictly."""
