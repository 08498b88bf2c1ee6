"""What can be reached: witnesses from walks, proofs from a solver over an encoding of the questionnaire."""
