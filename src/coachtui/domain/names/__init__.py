"""Names of people in texts: finding, redacting, comparing and sorting them."""
