"""Small programs that the survey is measured against."""
