"""Releasing an edition: from the bundles that were shared to open data under disclosure control."""
