"""Applying changes to the manifesto: plainly, on a moved text, backwards, together, and from two texts."""
