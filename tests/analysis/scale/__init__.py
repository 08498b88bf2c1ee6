"""The same questions asked of data that lie elsewhere, in many pieces."""
