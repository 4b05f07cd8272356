"""The store: what was read, kept safe and found again."""
