"""The full-screen program, built with Textual.

Only ``keys`` and ``present`` may be imported without Textual.
"""
