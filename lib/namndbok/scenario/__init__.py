"""What-if: how costs would be split between the municipalities by other parameters than the decided ones."""

from namndbok.scenario.file import open_scenario, save_scenario
from namndbok.scenario.parameters import InvalidScenario, read_scenario
from namndbok.scenario.result import Result, compute
from namndbok.scenario.scenario import MARK, Scenario

__all__ = [
    "MARK",
    "InvalidScenario",
    "Result",
    "Scenario",
    "compute",
    "open_scenario",
    "read_scenario",
    "save_scenario",
]
