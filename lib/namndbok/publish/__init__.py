"""How is it run, sealed and put in place? From notebooks to a published folder."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "disk": ["Disk"],
        "edition": ["MANIFEST", "Published", "find_unchanged", "read_standing"],
        "interruption": ["orderly_end"],
        "papers": ["TIME_LIMIT", "Paper", "Request", "RunProgress"],
        "pool": ["kernel_pool"],
        "report": ["print_pdf", "publish_papers"],
        "workers": ["Workers"],
        "year_papers": ["interim_of", "meeting_papers", "papers_of", "sheets_of"],
    },
)
