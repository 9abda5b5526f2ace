"""Words that came from outside, made safe to stand on a page: what the manifesto says and what citizens wrote.

Nothing gets lost but what is named here: marks of Markdown that were understood, addresses of links that lead
neither to http(s) nor to a place of the manifesto, addresses of images within links, signs that nobody sees
(``letters.shown``), and accents beyond six on one letter.
"""

from living_manifesto.site.words.glossary import Entry, entries, explained
from living_manifesto.site.words.phrases import heading
from living_manifesto.site.words.pieces import Places
from living_manifesto.site.words.rendering import block, inline
from living_manifesto.site.words.saying import plain

__all__ = ["Entry", "Places", "block", "entries", "explained", "heading", "inline", "plain"]
