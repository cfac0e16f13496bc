"""Plant errors in copies of boards and count which the checks notice; generate boards without any."""

from namndbok.planting.board import clean_board
from namndbok.planting.harness import Result, false_alarms, plant
from namndbok.planting.kind import KINDS

__all__ = ["KINDS", "Result", "clean_board", "false_alarms", "plant"]
