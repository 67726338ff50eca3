"""The screen: everything that knows Textual. Only ``keys`` and ``present`` may be imported without it."""
