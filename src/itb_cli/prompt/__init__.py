"""The prompt of a shell: its code, and the file of days that it reads. No words about anybody's supply."""
