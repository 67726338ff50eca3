"""The terminal: what it sends is cut into keys, what goes to it is made safe, and it is left as it was."""
