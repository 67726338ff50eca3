"""Making, finding, rewriting and restoring backups."""
