"""The live session: the commands a lead can give, and the functions that carry them out."""
