"""Widgets that know nothing of coaching."""
