"""A session while it is open: what a lead can ask of it, and what carries that out."""
