"""Bundles as tables: one column after the other, as the codebook describes them."""
