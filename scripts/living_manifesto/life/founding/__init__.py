"""A new repository: what it is asked to be, the files that this makes, and the one act that puts them there."""
