"""What a store holds: sessions, people, other records, their index, and lists of erased agents."""
