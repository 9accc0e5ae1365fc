"""One file per command, at most 15 lines of body each. Services decide, commands carry."""
