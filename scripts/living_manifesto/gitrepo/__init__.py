"""The adapter to git: reads trees, the index and the work tree; nothing above it knows a flag of git."""
