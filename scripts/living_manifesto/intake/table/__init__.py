"""Tables of form services: the rows of an export as proposals, and tables for the office to go on with."""
