"""Sessions and records put into words, once for every format."""
