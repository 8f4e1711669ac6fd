"""`python -m kinwell`, the same as `kinwell`."""

from kinwell.cli import main

main()
