"""What each type of page shows: facts in, plain values out."""
