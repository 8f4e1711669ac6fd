"""Needs of children, adults and pairs: what is known, how long it has waited, what met it (docs/model.md, 1)."""
