"""What-if: how costs would be split between the municipalities by other parameters than the decided ones."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "calculator": ["open_calculator"],
        "redistribution": ["Redistribution", "redistribute", "what_if"],
        "request": ["run_scenario"],
        "scenario_file": ["open_scenario", "save_scenario"],
        "scenario": ["MARK", "InvalidScenario", "Scenario", "read_scenario"],
        "start": ["Start"],
    },
)
