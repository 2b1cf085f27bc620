"""Files of tables that nobody has checked (CSV, XLSX, XLS, ODS) -> cells. Pure, and hardened: see `archive_guard`."""
