"""How is it run, sealed and put in place? From notebooks to a published folder."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["pace"],
    submod_attrs={
        "editions": ["interim_of", "open_edition", "papers_of", "sheets_of"],
        "interruption": ["orderly_end"],
        "nursery": ["nursery"],
        "pace": ["TIME_LIMIT"],
        "papers": ["MANIFEST", "Paper", "read_parameter"],
        "report": ["Published", "publish_papers"],
        "unchanged": ["Found", "find_standing"],
        "workers": ["Crew"],
    },
)
