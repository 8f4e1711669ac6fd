"""What a child was given, as facts: feeds, sleep, nappies, being held."""
