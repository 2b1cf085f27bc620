"""Questions out to Moodle and in from it: GIFT and Moodle XML, files for review. Knows no pages and no rows."""
