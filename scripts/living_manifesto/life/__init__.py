"""The life of a proposal, one act a file: each reads through the adapters, plans, and carries the plan out."""
