"""The plain face: the survey as numbered prompts, one line after the other."""
