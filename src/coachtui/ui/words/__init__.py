"""Sentences that several places of the program say in the same words."""
