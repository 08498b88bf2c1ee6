"""Wholes divided into parts: three figures for each part, intervals inside 0–100, and change within respondents."""
