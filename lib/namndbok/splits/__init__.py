"""How is a cost shared, and which model gives these fees? Exact to the krona; nothing is read or drawn."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "explanation": ["explain", "residuals"],
        "games": ["CostGame", "separable_costs"],
        "fee_model": ["RATE", "SHARE"],
        "keys": ["ALIKE", "AMOUNT", "QUANTITY", "Key", "Part"],
        "limits": ["limits_of"],
        "participants": ["fraction", "participants_of"],
        "transition": ["change_limits", "phase_in"],
        "cost_split": ["Split", "split"],
        "rounding": ["LARGEST_REMAINDER", "ROUNDINGS", "SAINTE_LAGUE"],
    },
)
