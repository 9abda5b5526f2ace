"""The checks: one family a file, gathered in one table."""
