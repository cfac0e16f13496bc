"""A year's files as an office has them, in figures invented for tests: none of them is anybody's outcome."""

import csv
from pathlib import Path

import xlsxwriter

INVENTED = "Påhittade siffror för ett test"
# Responsibility in the accounts: what the ledger calls it, income and costs of 2025.
LEDGER = {
    4110: ("Grundfinansiering", 1_201_200, 1_100_537),
    4120: ("E-tjänsteplattform", 2_124_700, 2_140_918),
    4130: ("Räddningstjänsten", 747_150, 750_104),
    4140: ("E-arkiv", 319_260, 301_388),
    4150: ("Verksamhetssystem Socialtjänsten", 14_900_000, 14_811_026),
}
MEETINGS = {
    "Nämnden": {"2025-02-20": 11, "2025-06-12": 10, "2025-10-02": 12, "2025-12-17": 9},
    "Beredningsgruppen": {"2025-02-06": 13, "2025-06-03": 12, "2025-10-01": 12, "2025-12-02": 10},
}
# What each part of the fee costs in all, and how it is shared: alike, or by a whole number of parts.
FEES = {"Grundfinansiering": 85_800, "E-tjänsteplattform": 76_300, "E-arkiv": 22_800}


def account_report(path: Path) -> Path:
    """Write a report of accounts by responsibility: income with minus, a sum for each, a grand total."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Resultat")
        rows: list[list[object]] = [["Resultatrapport 2025-01-01 – 2025-12-31"], [INVENTED], []]
        rows.append(["Ansvar", "Ansvar, text", "Konto", "Kontotext", "Utfall 2025"])
        for code, (name, income, cost) in LEDGER.items():
            part = [code, name]
            rows.append([*part, 3581, "Ersättning från kommuner", -income])
            rows.append([*part, 5011, "Månadslön", cost // 3])
            rows.append([*part, 7491, "Konsulter", cost - cost // 3])
            rows.append([f"Summa ansvar {code}", "", "", "", cost - income])
        rows.append(["Totalt", "", "", "", sum(cost - income for _, income, cost in LEDGER.values())])
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def attendance_list(path: Path, municipalities: list[str]) -> Path:
    """Write who was there: a sheet for each body, municipalities down, meetings across, an x for each."""
    with xlsxwriter.Workbook(path) as book:
        for body, meetings in MEETINGS.items():
            sheet = book.add_worksheet(body)
            sheet.write_row(0, 0, [f"{body}, närvaro 2025"])
            sheet.write_row(1, 0, [INVENTED])
            sheet.write_row(3, 0, ["Kommun", *meetings])
            for number, name in enumerate(municipalities):
                marks = [
                    "x" if (number + len(day)) % 14 < present else "" for day, present in meetings.items()
                ]
                sheet.write_row(4 + number, 0, [name, *marks])
    return path


def fee_list(path: Path, municipalities: list[str]) -> Path:
    """Write a wide list as Excel saves it in Sweden: semicolons, Windows letters, spaces in thousands."""
    amounts = [f"{fee:,} kr".replace(",", "\N{NO-BREAK SPACE}") for fee in FEES.values()]
    totals = [f"{fee * len(municipalities):,} kr".replace(",", "\N{NO-BREAK SPACE}") for fee in FEES.values()]
    with path.open("w", encoding="cp1252", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([f"Avgifter 2025 – {INVENTED.lower()}"])
        rows.writerow(["Kommun", *FEES])
        rows.writerows([name, *amounts] for name in municipalities)
        rows.writerow(["Summa", *totals])
    return path
