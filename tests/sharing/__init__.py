"""What would leave the machine."""
