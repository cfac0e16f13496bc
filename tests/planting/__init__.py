"""Plant errors in copies of boards and count which the checks notice; generate boards without any."""

from planting.board import clean_board
from planting.harness import Result, false_alarms, plant
from planting.kind import KINDS

__all__ = ["KINDS", "Result", "clean_board", "false_alarms", "plant"]
