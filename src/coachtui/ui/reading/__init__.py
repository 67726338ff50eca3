"""Reading a session that is stored, and correcting it."""
