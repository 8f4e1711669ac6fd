"""Migrations of the store; references.py beside it writes the constraints that Django cannot."""
