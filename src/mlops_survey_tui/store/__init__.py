"""What is kept: the SQLite database on this machine, its migrations, backups and locks."""
