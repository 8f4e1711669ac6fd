"""What is true, what may come, what would help: the pure core. Standard library only; no clock, no ids, no I/O."""
