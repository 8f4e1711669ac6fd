"""The figures: what one family of three years costs in CPU, SQL, bytes and memory (`make bench`).

run.py       the command: options, a data folder of its own that it removes
family.py    the family: Ada and Sam, Leo, later Iris; 33,000 entries, the same for a seed and an end
measure.py   CPU time with repeats, SQL counts, what a figure is
screens.py   Now, and a log with its fresh fragment, through HTTP
folding.py   core alone: fold, suggest, snapshots
files.py     import through the command line
report.py    JSON, the table, the kept baseline
"""
