"""All that `itb` says, recorded, so that two versions of the code can be compared. By hand, in `tests/`:

`python -m answers record FILE` writes down what every command answers and changes, over some fifty records and ten days of each, as the
code stands now. `python -m answers compare FILE` does it again and lists what differs, by kind. Both take some minutes; a name that
ends in `.gz` is packed.
"""
