"""What the steps of ``main`` prove: the audit, the origin of every sentence, the life of a proposal. Pure."""
