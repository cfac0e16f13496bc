"""What if? Scenarios and budget proposals; none of it is ever part of a report."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["budget", "scenario"],
    submod_attrs={
        "decision": ["decided", "minutes_of"],
        "new_board": ["QUESTIONS", "create_board"],
        "new_year": ["begin_year"],
    },
)
