"""Tickets by blind signature (RFC 9474): proof of an accepted bundle that does not say which."""
