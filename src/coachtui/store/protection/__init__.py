"""What a store with a passphrase is written with: its keys, and the seals of its logs."""
