"""Next year's budget as a proposal to the board: computed from this year's, never decided here."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["charts", "tables"],
    submod_attrs={
        "proposal": ["Proposal", "open_proposal", "propose", "proposed_files", "write_files"],
        "workbook": ["budget_workbook", "write_workbook"],
        "proposed_fee": ["Assumptions"],
    },
)
