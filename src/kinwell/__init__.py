"""Kinwell: everyone's needs in a young family, in view; the child's first, and the adults' not much later."""
