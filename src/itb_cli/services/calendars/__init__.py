"""The days that matter as months, and as entries for a person's own calendar."""
