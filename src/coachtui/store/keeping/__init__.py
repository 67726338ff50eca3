"""What keeps a store whole: backups, checks, salvage, and the exchange of one store for another."""
