"""Which answers stand together in a release: the plan that an edition gives, or the one derived from its questions."""
