"""Sets up the environment where that is needed, then runs the tests: the fast ones, or with ``--all`` every one."""

import os
import sys

from environment import ROOT, run

if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(run("pytest", "--numprocesses", "auto", "--dist", "load", "--maxschedchunk", "1", *sys.argv[1:]))
