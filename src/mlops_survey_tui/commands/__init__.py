"""The commands, one a file: parse, call one function, print. What is heavy is imported by the command that needs it."""
