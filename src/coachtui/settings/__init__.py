"""The user's computer: folders, clock, new ids, settings files, and files outside the store."""
