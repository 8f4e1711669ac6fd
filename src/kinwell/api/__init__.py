"""The door for other programs: JSON over HTTP, with a token that an adult made (accounts/programs.py).

urls.py      addresses; what is nowhere, and a method that does not fit, are told in JSON too
v1.py        the first version: one shape for everything that goes wrong
asked.py     from which seat a token asks, and when
reading.py   what can be read: answers, history, people, the catalogue
writing.py   what can be told: entries, a cue, an answer
schema.py    what the OpenAPI document says of answers and entries, made from their own tables and types
"""
