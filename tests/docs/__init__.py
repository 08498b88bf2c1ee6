"""Documentation is tested: generated files are current, links lead somewhere, commands parse, examples hold."""
