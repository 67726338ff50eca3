"""Use cases of the program; they reach files, clock and content packs through ports only."""
