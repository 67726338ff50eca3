"""Domain layer: the values, rules and commands of coaching, as pure functions without clock or files."""
