"""Diagnostics and changes as a person or a program reads them: text, JSON, SARIF, annotations, tables."""
