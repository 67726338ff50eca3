"""What the user's computer offers: folders, clock, new ids, settings files, and files of the user's own."""
