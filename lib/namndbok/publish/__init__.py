"""How is it run, sealed and put in place? From notebooks to a published folder."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
