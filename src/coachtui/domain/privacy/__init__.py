"""What belongs to whom, and what is left of a session without names or after erasing."""
