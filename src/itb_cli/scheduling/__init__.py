"""What reaches a person while no terminal is open: adapters to the operating system. No words about anybody's supply."""
