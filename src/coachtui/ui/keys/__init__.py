"""The keys: the one table of them, part by part, and Textual bindings made from it."""
