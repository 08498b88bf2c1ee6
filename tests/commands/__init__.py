"""Commands that belong to no other room: completion, and what help says."""
