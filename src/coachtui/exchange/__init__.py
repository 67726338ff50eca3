"""Import and export: this program's JSON with its schema, readable texts, and strict parsing of files."""
