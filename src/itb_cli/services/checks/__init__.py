"""What can be true, of entries and of settings: the one home of all that is refused or asked about, however it comes in."""
