"""Use cases of the program; they know the domain and reach files, clock and content only through ports."""
