"""The public page: facts in, files out; no repository, no clock, no network."""
