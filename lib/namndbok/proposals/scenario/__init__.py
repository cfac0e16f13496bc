"""What-if: how costs would be split between the municipalities by other parameters than the decided ones."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "command": ["Asked", "run_scenario"],
        "file": ["open_scenario", "save_scenario"],
        "parameters": ["InvalidScenario", "read_scenario"],
        "result": ["Result", "compute"],
        "scenario": ["MARK", "Scenario"],
        "workshop": ["open_workshop"],
    },
)
