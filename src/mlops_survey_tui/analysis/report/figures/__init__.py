"""The figures of a report, from the files of a release alone."""
