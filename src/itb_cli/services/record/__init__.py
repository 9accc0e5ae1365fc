"""The record as a whole: taken back, joined, brought in and out, examined."""
