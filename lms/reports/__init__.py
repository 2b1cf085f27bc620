"""Reports: questions over all domains and their exports. Reads everything, changes nothing but the audit."""
