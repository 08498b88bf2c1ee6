"""The service that receives entries: a process and a database of its own."""
