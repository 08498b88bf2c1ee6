"""What a release is made of: wheel, source archive, one file that runs, a list of parts; built the same everywhere."""
