"""The record on disk: read, locked, saved whole, taken back, copied, in other forms. Nothing about what a record means."""
