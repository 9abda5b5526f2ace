"""Manifestos in Markdown: one file is a section, a folder is a manifesto. Pure: texts in, values out, and back.

``read.read`` and ``write.write`` are inverse to each other up to what ``noise`` names; what a file says beyond our
nodes (levels and numbers of headings, its own name, where its table of contents stands) is a ``layout.Layout``.
``whole`` does the same for a folder: links between files become addresses, and back.
"""
