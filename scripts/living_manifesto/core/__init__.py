"""Values and arithmetic of the manifesto: standard library only, no input or output."""
