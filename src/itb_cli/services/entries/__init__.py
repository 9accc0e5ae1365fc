"""What people write down, entry by entry: made, corrected, removed, listed."""
