"""Changes applied, compared, inverted, composed, and applied again on a text that has moved: one module each."""
