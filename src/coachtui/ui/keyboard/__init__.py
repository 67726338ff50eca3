"""What becomes of a key that is pressed: its turn, whether it is held, what it goes to."""
