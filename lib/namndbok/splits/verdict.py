"""What an explanation says in Swedish: the verdict, and what was tried."""

from collections.abc import Hashable
from fractions import Fraction

import pandas as pd

from namndbok.splits.column import Column, Trial
from namndbok.splits.evidence import MOST_BY_CHANCE
from namndbok.splits.exact import kronor, listed
from namndbok.splits.model import SHARE
from namndbok.splits.rounding import INDEPENDENT, LARGEST_REMAINDER, UP
from namndbok.swedish import number

ROUNDED = {
    LARGEST_REMAINDER: "avrundat till hela {step} så att summan stämmer",
    INDEPENDENT: "varje avgift avrundad till närmaste {step}",
    UP: "varje avgift avrundad uppåt till hela {step}",
}


def verdict_of(table: pd.DataFrame, foretold: dict[Hashable, int]) -> str:
    """Say whether a model gives the fees, which is the plainest, or how close the best one comes.

    `foretold`: the fees by that model of those who have none in the document.
    """
    best = table.iloc[0]
    if best["reproduced"]:
        given = f"Alla {best['known']} avgifter återges exakt av modellen: {said(best)}."
        return given + _foretold(foretold) + _other_dates(table)
    if best["hits"] == best["known"] and best["chance"] >= MOST_BY_CHANCE:
        return (
            f"Modellen {said(best)} ger alla {best['known']} avgifter, men de är för få, för lika eller för "
            "grovt avrundade för att utesluta en slump. Ingen modell kan därför sägas vara den beslutade."
        )
    return (
        "Ingen modell med ett grundbelopp och ett belopp per invånare, båda minst 0 kr, ger avgifterna. "
        f"Närmast kommer {said(best)}: den ger {best['hits']} av {best['known']}, och den största avvikelsen "
        f"är {kronor(best['largest_residual'])}."
    )


def _foretold(fees: dict[Hashable, int]) -> str:
    if not fees:
        return ""
    shown = listed(f"{label} med {kronor(fee)}" for label, fee in fees.items())
    return f" Då deltar även {shown}, som saknar avgift i kolumnen."


def _other_dates(table: pd.DataFrame) -> str:
    dates = list(dict.fromkeys(table.loc[table["reproduced"], "population_date"]))
    if len(dates) < 2:
        return ""
    others = listed(sorted(dates[1:]))
    return f" Vilken folkmängd som användes går inte att avgöra: det finns modeller även för {others}."


def said(row: pd.Series) -> str:
    """Say a model in words."""
    rounded = ROUNDED[row["rounding"]].format(step=kronor(row["step"]))
    if row["population_date"] is None:
        return f"lika för alla, {kronor(row['base_fee'])} var"
    left_out = f", utan {listed(row['left_out'])}" if row["left_out"] else ""
    return f"{_amounts(row)}, folkmängd {row['population_date']}{left_out}, {rounded}"


def _amounts(row: pd.Series) -> str:
    if row["model"] == SHARE and not row["equal_share"]:
        return f"{kronor(row['total'])} helt efter invånarantal"
    if row["model"] == SHARE:
        return f"{round(100 * row['equal_share'])} % lika av {kronor(row['total'])} och resten per invånare"
    return f"{_decimal(row['base_fee'])} kr och {_decimal(row['per_inhabitant'])} kr per invånare"


def _decimal(value: float) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return number(Fraction(text), decimals)


def searched_of(column: Column, trials: list[Trial]) -> str:
    """Say what was tried: population dates, steps, whom to leave out, and which models."""
    dates = list(dict.fromkeys(trial.date for trial in trials if trial.date is not None))
    when = f"folkmängd {listed(dates)}" if dates else "ingen folkmängd, eftersom alla betalar lika"
    steps, all_steps = " eller ".join(map(kronor, column.steps)), listed(map(number, column.all_steps))
    whom = " eller ".join(_whom(left_out) for left_out in dict.fromkeys(trial.left_out for trial in trials))
    return (
        f"Prövat: {when}; {whom}; avrundning till {steps} (det grövsta av {all_steps} kr som alla avgifter "
        "är jämnt delbara med); alla grundbelopp och belopp per invånare från 0 kr och uppåt; andelen lika "
        "i hela procent; avrundning så att summan stämmer, till närmaste steg eller uppåt."
    )


def _whom(left_out: tuple[Hashable, ...]) -> str:
    return f"utan {listed(left_out)}" if left_out else "med alla kommuner"
