"""Checking the files of a store, and salvaging what is sound in damaged ones."""
