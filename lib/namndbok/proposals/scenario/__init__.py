"""What-if: how costs would be split between the municipalities by other parameters than the decided ones."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "baseline": ["Baseline"],
        "calculator": ["open_calculator"],
        "redistribution": ["Redistribution", "redistribute", "what_if"],
        "request": ["run_scenario"],
        "scenario": ["MARK", "Scenario", "open_scenario", "read_scenario", "save_scenario"],
    },
)
