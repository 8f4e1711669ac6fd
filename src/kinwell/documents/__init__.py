"""Documents: answers as JSON, the same from the command line and the API. Codes and instants, and names where a family
reads them. Each module's docstring has the table of its keys; docs/ shows it, and a test holds it to what comes out.

now.py     what is so, and what would help
nights.py  how the night goes
cards.py   the hand-over card of a child
people.py  who the family is
needs.py   the needs of the catalogue
acts.py    its acts
"""
