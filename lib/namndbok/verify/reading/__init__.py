"""Read a published folder and compare it with itself, by the standard library alone.

Nothing here knows how the folder was made: an error in what makes it cannot hide in what reads it. It runs
without the rest of the library, on Python 3.10 or later.
"""

from namndbok.verify.reading.examination import examine_content

__all__ = ["examine_content"]
