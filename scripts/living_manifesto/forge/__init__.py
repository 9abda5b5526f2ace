"""Where pull requests live: one port (``port``), and a forge a folder behind it."""
