"""The form of a release: the same tables in every format, what they mean, and how anybody checks them."""
