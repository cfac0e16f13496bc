"""Is it still what was published?"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "coverage": ["count_figures", "read_coverage"],
        "dossier": ["make_dossier"],
        "proof": ["examine"],
    },
)
