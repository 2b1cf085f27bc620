"""What is held about a person: told, handed out, and removed. Asks every domain, decides for none."""
