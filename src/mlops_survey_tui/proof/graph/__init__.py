"""A questionnaire as a picture: what comes after what, and what depends on what."""
