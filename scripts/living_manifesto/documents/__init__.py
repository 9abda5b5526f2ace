"""Text to values and back: strict YAML with places, schemas, splicing, canonical form. Opens no paths."""
