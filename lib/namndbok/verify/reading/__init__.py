"""Read a published folder and compare it with itself, by the standard library alone.

Nothing here knows how the folder was made: an error in what makes it cannot hide in what reads it. It runs
without the rest of the library, on Python 3.10 or later. Begin with `examination`; then `folder` (files,
hashes and seal), `page` (and what it may not hold), `facts`, `findings`, `tables`, `notebook`, `verdict`.
"""
