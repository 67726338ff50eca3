"""The language of coaching: values, rules and commands as pure functions without clock or files."""
