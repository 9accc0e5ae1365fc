"""One file per command: View to Page. The words and their order; no medium."""
