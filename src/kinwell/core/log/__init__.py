"""The family's log: every kind (events), its envelope (entry), and which stand, for whose eyes (standing)."""
