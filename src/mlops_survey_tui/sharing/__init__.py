"""What would leave this machine, if the respondent says yes."""
