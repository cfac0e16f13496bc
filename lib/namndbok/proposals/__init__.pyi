from . import budget as budget
from . import scenario as scenario
from .decision import decision_changes as decision_changes
from .decision import minutes_of as minutes_of
from .new_board import QUESTIONS as QUESTIONS
from .new_board import create_board as create_board
from .new_year import begin_year as begin_year
