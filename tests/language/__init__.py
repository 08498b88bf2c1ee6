"""The interface in other languages: complete catalogues, nothing unmarked, nothing cut, the same rows."""
