"""What-if: how costs would be split between the municipalities by other parameters than the decided ones."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
