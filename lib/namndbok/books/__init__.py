"""One year, part of a year, municipality or series of years, computed and ready to be shown."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
