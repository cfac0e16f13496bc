"""What can be typed after a command, named once for all commands."""

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from namndbok.data import read_option
from namndbok.errors import InvalidParameter, quoted


def option_parser(option: str) -> Callable[[Any], Any]:
    """Read what is typed after an option as the notebook's parameter of that name is read."""
    return lambda typed: read_option(option, typed)


def read_pair(typed: str) -> tuple[str, str]:
    """Read a parameter of the notebook as it is typed: its name and, as text, its value."""
    name, equals, value = typed.partition("=")
    if not equals or not name:
        raise InvalidParameter(f"Skriv parametern som NAMN=VÄRDE, inte {quoted(typed)}.")
    return name, value


def number_parser(wanted: str, kind: type, least: float = -math.inf) -> Callable[[Any], float]:
    """Read a number as it is typed in Swedish, such as 2,5 or 10 000; `wanted` says what it may be."""

    def parse(typed: Any) -> float:
        text = "".join(str(typed).split())
        try:
            number = kind(text.replace(",", ".") if kind is float else text)
        except ValueError:
            number = math.nan
        if not least <= number < math.inf:
            raise typer.BadParameter(wanted)
        return number

    return parse


WHOLE = number_parser("ett heltal", int)
COUNT, SECONDS = number_parser("ett heltal, minst 1", int, 1), number_parser("ett tal, minst 1", float, 1)

Year = Annotated[int, typer.Argument(help="Året, till exempel 2024.", metavar="ÅR", parser=WHOLE)]
AnyYear = Annotated[
    int | None, typer.Argument(help="Verksamhetsåret; utan år visas alla.", metavar="ÅR", parser=WHOLE)
]
DataFolder = Annotated[Path, typer.Option("--data", help="Mappen med tabellerna.", metavar="MAPP")]
OutFolder = Annotated[Path, typer.Option("--out", help="Mappen som rapporterna läggs i.", metavar="MAPP")]
Notebooks = Annotated[Path, typer.Option(help="Mappen med arbetsböckerna.", metavar="MAPP")]
Limit = Annotated[float, typer.Option(help="Längsta tid för körningen.", metavar="SEKUNDER", parser=SECONDS)]
Extra = Annotated[
    list[tuple] | None,
    typer.Option("--parameter", "-p", help="Arbetsbokens parameter.", metavar="NAMN=VÄRDE", parser=read_pair),
]
Jobs = Annotated[
    int | None, typer.Option(help="Så många rapporter åt gången.", metavar="ANTAL", parser=COUNT)
]
Cluster = Annotated[str | None, typer.Option(help="Daskklustret som gör rapporterna.", metavar="ADRESS")]
Force = Annotated[bool, typer.Option("--force", help="Gör om allt, också det som inte har ändrats.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv iakttagelserna som JSON.")]
Strict = Annotated[bool, typer.Option("--strict", help="Avsluta med 1 om en iakttagelse saknar svar.")]
PublishedFolder = Annotated[Path, typer.Argument(help="En publicerad mapp.", metavar="MAPP")]
PackageFolder = Annotated[Path, typer.Argument(help="Mappen som görs.", metavar="MAPP")]
Quick = Annotated[bool, typer.Option("--quick", help="Kör inte om rapporten.")]
ZipFile = Annotated[Path, typer.Option("--zip", help="Filen som görs.", metavar="FIL")]
WebPage = Annotated[Path, typer.Argument(help="En publicerad webbsida.", metavar="FIL")]
Services = Annotated[
    list[str] | None,
    typer.Option("--service", help="Tjänst, kod eller namn; kan upprepas.", metavar="TJÄNST"),
]
Share = Annotated[str | None, typer.Option(help='Andelen lika: 0,5 eller "50 %".', metavar="ANDEL")]
When = Annotated[str | None, typer.Option(help="Folkmängdens dag, år-månad-dag.", metavar="DAG")]
Also = Annotated[
    list[str] | None,
    typer.Option("--with", help="Med även kommunen; kan upprepas.", metavar="KOMMUN"),
]
Without = Annotated[
    list[str] | None, typer.Option("--without", help="Utan kommunen; kan upprepas.", metavar="KOMMUN")
]
Floor = Annotated[
    int | None,
    typer.Option(help="Minsta avgift för varje tjänst.", metavar="KRONOR", parser=option_parser("--floor")),
]
Cap = Annotated[
    int | None,
    typer.Option(help="Högsta avgift för varje tjänst.", metavar="KRONOR", parser=option_parser("--cap")),
]
Step = Annotated[
    int | None,
    typer.Option(
        help="Avgifterna avrundas till hela steg.", metavar="KRONOR", parser=option_parser("--step")
    ),
]
Name = Annotated[str | None, typer.Option(help="Scenariots namn.", metavar="NAMN")]
ScenarioFile = Annotated[Path | None, typer.Option("--file", help="Ett sparat scenario.", metavar="FIL")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", help="Gör en Excelbok som räknar.", metavar="FIL")]
ScenarioFolder = Annotated[Path, typer.Option("--out", help="Mappen för scenarier.", metavar="MAPP")]
Through = Annotated[
    str, typer.Option(help="Periodens sista månad, till exempel 2022-05 eller maj.", metavar="MÅNAD")
]
Percent = Annotated[
    Fraction,
    typer.Option(
        help="Uppräkning i procent, till exempel 2,5.", metavar="PROCENT", parser=option_parser("--percent")
    ),
]
Series = Annotated[str, typer.Option(help="Prisindexets beteckning.", metavar="SERIE")]
Day = Annotated[
    str,
    typer.Option(
        help="Folkmängdens dag, år-månad-dag.", metavar="DAG", parser=option_parser("--population-date")
    ),
]
Keep = Annotated[bool, typer.Option("--keep", help="Avgifter utan modell behåller fördelningen.")]
Tables = Annotated[Path | None, typer.Option(help="Skriv även tabeller hit.", metavar="MAPP")]
