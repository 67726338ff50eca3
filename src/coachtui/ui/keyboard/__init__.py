"""Decides about every key pressed: when its turn comes, whether it counts, and what it goes to."""
