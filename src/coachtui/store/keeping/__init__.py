"""Keeping a store safe as a whole: backups, checks, salvage, and exchanging it for a new one."""
