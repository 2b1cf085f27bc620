"""Lists from outside: people and past trainings from the spreadsheets that a Society has kept so far."""
