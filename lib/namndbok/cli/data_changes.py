"""Commands that change the tables in small: an answer to a finding, and a change taken back."""

from datetime import datetime
from pathlib import Path

from namndbok.cli import arguments as typed
from namndbok.cli.terminal import confirmed, say, typed_command

UNCHANGED = "Inget har ändrats. Kör samma kommando med --yes för att ändra."


def answer(
    number: typed.FindingNumber,
    text: typed.AnswerText,
    role: typed.Role = "",
    decision: typed.DecisionCode = "",
    yes: typed.Yes = False,
    data: typed.TableFolder = Path("data"),
) -> None:
    """Svara på en iakttagelse.

    Numret står vid iakttagelsen på granskningens sida och i namndbok check. Svaret skrivs in i answers.csv
    med dagens datum. Finns redan ett svar visas båda, och det gamla ersätts först när du säger ja.

    Exempel: namndbok answer G-2024-0417 "Summan är rättad i protokollet." --role samordnare
    """
    from namndbok.books import answer_change
    from namndbok.data import change_tables, load_data

    loaded, now = load_data(data), datetime.now()
    change = answer_change(loaded, number, text, role, decision, now.date())
    for line in change.lines():
        say(line)
    if change.replaces and not (yes or confirmed("Ersätt det gamla svaret?")):
        say(UNCHANGED)
        return
    change_tables(loaded, {"answers": change.table}, typed_command(), now)
    say("Svaret är infört i answers.csv. Ångra med namndbok undo.")


def undo(
    change: typed.ChangeName = "", yes: typed.Yes = False, data: typed.TableFolder = Path("data")
) -> None:
    """Ta tillbaka den senaste ändringen som ett kommando har gjort i tabellerna, eller en tidigare.

    Visar vilka rader som kommer tillbaka och vilka som försvinner, och frågar. Även undo går att ta tillbaka:
    kör det en gång till. Har en fil ändrats för hand sedan dess säger kommandot vilken, och ändrar inget.

    Exempel: namndbok undo --yes
    """
    from namndbok.data import past_change

    past = past_change(data, change)
    for line in past.lines():
        say(line)
    if not (yes or confirmed("Ta tillbaka ändringen?")):
        say(UNCHANGED)
        return
    kept = past.take_back(typed_command(), datetime.now())
    say(f"Ändringen är tagen tillbaka. Det som stod där nyss finns i {kept}")
