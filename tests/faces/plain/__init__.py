"""The plain face: prompts, conversation, driver, and the program through pipes."""
