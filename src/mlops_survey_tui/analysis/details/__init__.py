"""What one described use case a respondent says of all: weighted by the chance to be described, beside an overview."""
