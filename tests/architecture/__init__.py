"""The house as tests: who may import whom, what is loaded when, how long a file may be, what a kind needs."""
