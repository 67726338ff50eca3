"""What is being written, and the one door through which it changes."""
