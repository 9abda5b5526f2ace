"""What comes in: text of other systems to values of ours, and back. Pure: no file is opened here."""
