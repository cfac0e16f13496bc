"""Next year's budget as a proposal to the board: computed from this year's, never decided here."""

from namndbok.budgeting.proposal import Proposal, open_proposal, propose
from namndbok.budgeting.rows import proposed_files, write_files

__all__ = ["Proposal", "open_proposal", "propose", "proposed_files", "write_files"]
