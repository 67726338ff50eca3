"""The table of all keys, part by part, and the Textual bindings made from it."""
