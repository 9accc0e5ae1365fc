"""What reaches people who do not ask: reminders, messages, the prompt, and whether they still run."""
