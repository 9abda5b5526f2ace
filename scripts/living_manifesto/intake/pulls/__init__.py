"""Pull requests of a Markdown manifesto: each record is a text before, a patch, and the words of its proposer.

``records`` reads them, ``patch`` and ``versions`` give the texts on both sides as sections with ids, ``express`` turns
one into the other by changes, ``damage`` keeps apart what was not meant, ``making`` makes the proposal. Paths, git
and the register are for those who call.
"""
