"""What starts the reminders by themselves: systemd, cron, launchd, Windows, a shell. No words about anybody's supply."""
