"""Copies of a store: backup files, the list of them, and other stores in the data folder."""
