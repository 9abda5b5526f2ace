"""``python -m living_manifesto``: the command line."""

from living_manifesto.cli import main

if __name__ == "__main__":
    main()
