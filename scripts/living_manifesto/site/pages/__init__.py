"""How the pages look: templates, style and what draws them."""
