"""What can be said of a questionnaire without respondents: rules, reachability, minutes, pictures, comparison."""
