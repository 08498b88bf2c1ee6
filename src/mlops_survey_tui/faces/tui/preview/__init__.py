"""The author's app: the survey as respondents see it, over files that are being written."""
