"""The health of a repository: checks as a table, what each finds, and how it is mended."""
