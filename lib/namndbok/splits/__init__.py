"""Cost splits: re-perform decided fees, try others, and index a base; exact to the krona."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "amounts": ["Split"],
        "errors": ["AllocationError", "ImpossibleLimits"],
        "exact": ["fraction"],
        "explanation": ["explain", "residuals"],
        "indexing": ["Indexed", "indexed"],
        "model": ["RATE", "SHARE"],
        "rate": ["split_by_rate"],
        "share": ["split"],
    },
)
