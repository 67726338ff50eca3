"""What a store holds: sessions, people and other records, their index, and the lists of who was erased."""
