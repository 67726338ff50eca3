"""The very first start."""
