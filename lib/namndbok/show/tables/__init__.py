"""Tables of the reports, by subject; each takes the book and returns a captioned table or sources."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
