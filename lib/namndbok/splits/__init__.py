"""How is a cost shared, and which model gives these fees? Exact to the krona; nothing is read or drawn."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
