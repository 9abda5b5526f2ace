"""Sets up the environment where that is needed, then runs ``manifesto`` in it: ``python3 scripts/run.py check``."""

import sys

from environment import run

if __name__ == "__main__":
    sys.exit(run("manifesto", *sys.argv[1:]))
