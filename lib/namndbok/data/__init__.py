"""What stands in the tables? Files, cells, rows and keys, read by the schema; every fault told at once."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
