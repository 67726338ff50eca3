"""Sessions past their time."""
