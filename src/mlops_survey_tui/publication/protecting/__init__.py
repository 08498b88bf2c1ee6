"""Tables of a release made safe in the engine: coarser keys, folded ticks and items, and counts of what that hides."""
