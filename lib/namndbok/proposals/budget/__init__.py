"""Next year's budget as a proposal to the board: computed from this year's, never decided here."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
