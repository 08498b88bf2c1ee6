"""MaxDiff designs: which items stand together in the sets of each version, made and judged."""
