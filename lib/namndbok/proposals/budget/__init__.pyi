from . import tables as tables
from .proposal import Proposal as Proposal
from .proposal import open_proposal as open_proposal
from .proposal import propose as propose
from .proposal import proposed_files as proposed_files
from .proposal import write_files as write_files
from .proposed_fee import Assumptions as Assumptions
from .workbook import budget_workbook as budget_workbook
