"""The terminal: cuts what it sends into keys, makes what goes to it safe, leaves it as it was found."""
