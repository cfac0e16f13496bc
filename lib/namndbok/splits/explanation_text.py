"""What an explanation says in Swedish: the verdict, and what was tried."""

from collections.abc import Hashable
from fractions import Fraction

import pandas as pd

from namndbok.splits.decided_fees import STEPS, DecidedFees, Hypothesis
from namndbok.splits.fee_model import SHARE
from namndbok.splits.participants import label_list
from namndbok.splits.rounding import INDEPENDENT, LARGEST_REMAINDER, UP
from namndbok.swedish import display, number

ROUNDED = {
    LARGEST_REMAINDER: "avrundat till hela {step} så att summan stämmer",
    INDEPENDENT: "varje avgift avrundad till närmaste {step}",
    UP: "varje avgift avrundad uppåt till hela {step}",
}


def verdict_text(table: pd.DataFrame, foretold: dict[Hashable, int], *, could_be_chance: bool) -> str:
    """Say whether a model gives the fees, which is the plainest, or how close the best one comes.

    `foretold`: the fees by that model of those who have none in the document.
    """
    best = table.iloc[0]
    model = _model_text(best)
    if best["reproduced"]:
        verdict = f"Alla {best['known']} avgifter återges exakt av modellen: {model}."
        return verdict + _foretold_text(foretold) + _dates_text(table)
    if best["hits"] == best["known"] and could_be_chance:
        return (
            f"Modellen {model} ger alla {best['known']} avgifter, men de är för få, för lika eller för grovt "
            "avrundade för att utesluta en slump. Ingen modell kan därför sägas vara den beslutade."
        )
    return (
        "Ingen modell med ett grundbelopp och ett belopp per invånare, båda minst 0 kr, ger avgifterna. "
        f"Närmast kommer {model}: den ger {best['hits']} av {best['known']}, och den största avvikelsen "
        f"är {display(best['largest_residual'], 'kr')}."
    )


def search_text(decided: DecidedFees, hypotheses: list[Hypothesis]) -> str:
    """Say what was tried: population dates, steps, whom to leave out, and which models."""
    dates = list(dict.fromkeys(case.date for case in hypotheses if case.date is not None))
    populations = f"folkmängd {label_list(dates)}" if dates else "ingen folkmängd, eftersom alla betalar lika"
    steps = " eller ".join(display(step, "kr") for step in decided.steps)
    all_steps = label_list(map(number, STEPS))
    participants = " eller ".join(
        f"utan {label_list(left_out)}" if left_out else "med alla kommuner"
        for left_out in dict.fromkeys(case.left_out for case in hypotheses)
    )
    return (
        f"Prövat: {populations}; {participants}; avrundning till {steps} (det grövsta av {all_steps} kr som "
        "alla avgifter är jämnt delbara med); alla grundbelopp och belopp per invånare från 0 kr och uppåt; "
        "andelen lika i hela procent; avrundning så att summan stämmer, till närmaste steg eller uppåt."
    )


def _foretold_text(fees: dict[Hashable, int]) -> str:
    if not fees:
        return ""
    fee_list = label_list(f"{label} med {display(fee, 'kr')}" for label, fee in fees.items())
    return f" Då deltar även {fee_list}, som saknar avgift i kolumnen."


def _dates_text(table: pd.DataFrame) -> str:
    """Name the other population dates that have models too, if any."""
    dates = list(dict.fromkeys(table.loc[table["reproduced"], "population_date"]))
    if len(dates) < 2:
        return ""
    others = label_list(sorted(dates[1:]))
    return f" Vilken folkmängd som användes går inte att avgöra: det finns modeller även för {others}."


def _model_text(row: pd.Series) -> str:
    if row["population_date"] is None:
        return f"lika för alla, {display(row['base_fee'], 'kr')} var"
    rounded = ROUNDED[row["rounding"]].format(step=display(row["step"], "kr"))
    left_out = f", utan {label_list(row['left_out'])}" if row["left_out"] else ""
    return f"{_amounts_text(row)}, folkmängd {row['population_date']}{left_out}, {rounded}"


def _amounts_text(row: pd.Series) -> str:
    if row["model"] != SHARE:
        base, rate = _decimal_text(row["base_fee"]), _decimal_text(row["per_inhabitant"])
        return f"{base} kr och {rate} kr per invånare"
    total = display(row["total"], "kr")
    if not row["equal_share"]:
        return f"{total} helt efter invånarantal"
    return f"{round(100 * row['equal_share'])} % lika av {total} och resten per invånare"


def _decimal_text(value: float) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return number(Fraction(text), len(text.partition(".")[2]))
