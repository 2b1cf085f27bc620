"""Post-tests: papers drawn from a pool, attempts, marks."""
