"""What screens are made of, and those that belong to no place of their own: help, questions, rescue."""
