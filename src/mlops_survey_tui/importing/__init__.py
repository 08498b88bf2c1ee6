"""Questionnaires of other programs, brought into the format.

A format is a module with ``read(file, report) -> Draft`` and a line in ``registry.FORMATS``. What all formats share is
here: ids, conditions, the report, writing YAML, and checking what was written.
"""
