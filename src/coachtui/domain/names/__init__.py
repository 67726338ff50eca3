"""Names of people in what was written: finding, comparing and ordering them."""
