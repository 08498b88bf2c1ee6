"""Two editions compared: every change is found, classified, and explained by the lines that are suggested."""
