"""What if? Scenarios and budget proposals; none of it is ever part of a report."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
