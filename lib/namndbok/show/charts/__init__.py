"""Charts: each answers one question about a year of the board, in a picture, in words and in a table."""

import logging

import lazy_loader

# On a new machine matplotlib logs where it looks for fonts, which would become part of a notebook's page.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
