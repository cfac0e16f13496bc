"""A decided proposal or scenario, taken into the tables with the decision behind it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from namndbok.data import Data, TableChange, load_data, read_option, read_tables, read_text
from namndbok.errors import InvalidParameter
from namndbok.proposals.new_year import plan_changes
from namndbok.proposals.scenario import Baseline, open_scenario, redistribute
from namndbok.proposals.scenario.baseline import EQUAL, INHABITANTS, SENTENCES
from namndbok.splits import ALIKE, SAINTE_LAGUE
from namndbok.swedish import listing

# The columns that say which rows of a table a decision replaces.
REPLACED = {"budget": ("year",), "fees": ("year", "component"), "split_models": ("component", "from_year")}
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Minutes:
    """Hold where a decision stands: day as YYYY-MM-DD, paragraph and case number."""

    date: str
    paragraph: str
    case_number: str

    @property
    def document(self) -> str:
        """Return the document's id in the tables."""
        return f"minutes-{self.date}"

    @property
    def decision(self) -> str:
        """Return the decision's id in the tables."""
        return f"{self.date}-p{self.paragraph.removeprefix('§').strip()}"


@dataclass(frozen=True)
class DecisionChanges:
    """Hold what a decision changes in the tables of a board."""

    data: Data
    changes: Mapping[str, TableChange]

    def lines(self) -> Iterator[str]:
        """Yield what changes in each table, for people."""
        for name, change in self.changes.items():
            path, decided = self.data.package.tables[name].path, len(change.replaced)
            replaced = f", {decided} beslutade" if decided else ""
            yield f"{path}: {len(change.removed)} rader bort, {len(change.added)} in{replaced}"
            removed = self.data[name].loc[list(change.removed)]
            for sign, rows in (("−", removed.to_dict("records")), ("+", change.added)):
                for row in rows:
                    cells = (value for key, value in row.items() if key not in ("source", "place"))
                    yield f"  {sign} " + ", ".join(str(cell) for cell in cells if cell is not None)


def minutes_of(date: str, paragraph: str, case_number: str) -> Minutes:
    """Read where a decision stands; raises `InvalidParameter` where anything of it is missing."""
    given = {"--date": date, "--paragraph": paragraph, "--case-number": case_number}
    if missing := [option for option, text in given.items() if not text.strip()]:
        raise InvalidParameter(SENTENCES["no_minutes"].format(missing=listing(missing)))
    number = paragraph.removeprefix("§").strip()
    day = read_option("--date", date, kind="population_date")
    return Minutes(day, f"§ {number}", case_number.strip())


def decision_changes(
    source: Path, folder: Path | str, minutes: Minutes, year: int | None = None
) -> DecisionChanges:
    """Say what a decision changes; nothing is written.

    `source`: the folder of tables that `budget --tables` wrote, a file with a scenario, or a year whose plan
    was taken over from the one before. `year`: the first year of a scenario's fees, the year after its own if
    None. Raises `InvalidData`, `InvalidParameter`.
    """
    data, rows, paper = load_data(folder), {}, ""
    if source.is_dir():
        rows, paper = read_tables(source, data, list(REPLACED)), "budget"
        years = {row["year"] for row in rows.get("budget", [])}
    elif source.is_file():
        rows = _scenario_rows(source, data, year)
        years = {row["year"] for row in rows["fees"]}
    elif source.name.isdigit() and not source.exists():
        paper, years = "plan", {int(source.name)}
    else:
        raise InvalidParameter(f"Hittar varken en mapp med tabeller eller ett scenario i {source}.")
    if len(years) != 1:
        found = listing(sorted(map(str, years))) or "inget"
        raise InvalidParameter(f"{source} ska gälla ett år, men gäller {found}.")
    [decided_year] = years
    words = {"plan": "Verksamhetsplan", "budget": "Budget", "": "Avgifter"}
    title = f"{words[paper]} {decided_year}"
    place = f"{minutes.paragraph}, {title}"
    changes = plan_changes(data, decided_year, minutes.document, place) if paper == "plan" else {}
    for name, added in rows.items():
        behind = {"source": minutes.document, "place": place}
        behind |= {"decision": minutes.decision} if name == "split_models" else {}
        replaced = {tuple(row[key] for key in REPLACED[name]) for row in added}
        keys = zip(*(data[name][key] for key in REPLACED[name]), strict=True)
        removed = [number for number, key in zip(data[name].index, keys, strict=True) if key in replaced]
        changes[name] = TableChange(removed, [row | behind for row in added])
    return DecisionChanges(data, _decision_rows(data, minutes, title, paper) | changes)


def _decision_rows(data: Data, minutes: Minutes, title: str, paper: str) -> dict[str, TableChange]:
    """Return the rows of the minutes and of the decision, where they are not there already."""
    rows: Rows = {}
    if minutes.document not in set(data["documents"]["document"]):
        names = {"title": f"Protokoll {minutes.date}", "kind": "minutes", "body": data.board}
        rows["documents"] = [{"document": minutes.document, "date": minutes.date} | names]
    known = data.lookup("decisions", "decision", "case_number")
    if known.get(minutes.decision, minutes.case_number) != minutes.case_number:
        named = asdict(minutes) | {"known": known[minutes.decision]}
        raise InvalidParameter(SENTENCES["other_case"].format(**named))
    if minutes.decision not in known:
        said = {"title": title, "outcome": f"Nämnden beslutade {title[0].lower()}{title[1:]}."}
        behind = {"source": minutes.document, "place": minutes.paragraph}
        decision = {"decision": minutes.decision, "body": data.board, "status": "decided"}
        rows["decisions"] = [asdict(minutes) | decision | said | behind]
        if paper:
            year = int(title.rsplit(" ", 1)[1])
            rows["paper_decisions"] = [{"decision": minutes.decision, "paper": paper, "year": year}]
    return {name: TableChange((), added) for name, added in rows.items()}


def _scenario_rows(file: Path, data: Data, year: int | None) -> Rows:
    """Return the fees of a scenario and, where it is a part alike and a part by inhabitants, its models.

    A split with limits or a phase-in has no model.
    """
    try:
        scenario_year = json.loads(read_text(file, file.name))["year"]
    except (ValueError, TypeError, KeyError):
        scenario_year = data["fees"]["year"].max()
    baseline = Baseline(data, scenario_year)
    scenario = open_scenario(file, baseline)
    if scenario.newcomer or scenario.new_service:
        raise InvalidParameter(SENTENCES["not_in_tables"])
    found, first = redistribute(baseline, scenario), year or scenario.year + 1
    fees, models = [], []
    for service, share in found.splits.items():
        paid = (share.years[0] if share.years else share.target).fees
        fees += [
            {"year": first, "component": service, "municipality": found.codes[name], "fee": int(fee)}
            for name, fee in paid.items()
            if fee or share.today[name]
        ]
        limited = any(limit is not None for limit in share.limits.values())
        if not (limited or share.years or {part.name for part in share.typed} - {EQUAL, INHABITANTS}):
            alike = sum((part.share for part in share.key.parts if part.kind == ALIKE), Fraction(0))
            model = {"equal_share": alike * 100, "step": share.step, "rounding": SAINTE_LAGUE}
            models.append({"component": service, "from_year": first} | model)
    return {"fees": fees, "split_models": models}
