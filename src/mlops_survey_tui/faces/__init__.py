"""What people see: thin faces over the one interview engine."""
