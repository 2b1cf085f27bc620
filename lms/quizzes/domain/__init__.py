"""Rules of quizzes, pure: no rows, no clock, no sentences."""
