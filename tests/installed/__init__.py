"""The program as people get it: a wheel, installed where nothing else is."""
