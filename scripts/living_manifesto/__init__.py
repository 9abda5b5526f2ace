"""The living manifesto: proposals as files, adoption by merging, proof that nothing changed in silence."""

__version__ = "0.1.0"
