"""Fair or not: what each split assumes, and who pays more than without the others."""

from fractions import Fraction

from namndbok.proposals.scenario.redistribution import Redistribution
from namndbok.proposals.scenario.scenario import MARK
from namndbok.proposals.scenario.tables import figure, scenario_text
from namndbok.show import Content, Prose
from namndbok.show.tables import Row, Table
from namndbok.splits import ALIKE, CostGame
from namndbok.swedish import display, listing, number

MOST_NAMED = 3
HEADINGS = (
    *("Tjänst", "Kommun", "Dyrare än ensam?", "Scenariot", "Ensam", "I dag"),
    *("Efter särkostnad och nytta (SCRB)", "Shapleyvärde"),
)


def cost_games(redistribution: Redistribution) -> dict[str, CostGame]:
    """Return what is known of costs without the others, by service; none where the board has no such rows.

    The last day's rows of `standalone` count. Groups with somebody who does not take part are left out.
    """
    table, names = redistribution.data["standalone"], redistribution.baseline.names
    games = {}
    for service, found in redistribution.splits.items():
        rows = table[table["component"] == service]
        rows, players = rows[rows["date"] == rows["date"].max()], found.target.participants
        costs = {}
        for members, cost in zip(rows["members"], rows["cost"], strict=True):
            group = frozenset(names.get(code, code) for code in members.split())
            if group <= set(players):
                costs[group] = cost
        if costs:
            games[service] = CostGame(players, costs | {frozenset(players): found.target.total})
    return games


def table_fairness(redistribution: Redistribution) -> Table:
    """Show for each service with known costs alone who pays more, beside SCRB and Shapley value."""
    rows = []
    for service, game in cost_games(redistribution).items():
        found, title = redistribution.splits[service], redistribution.services[service]
        scrb, shapley = game.scrb(), game.shapley()
        for name in game.players:
            fee, alone, today = int(found.target.fees[name]), game.alone(name), int(found.today[name])
            verdict: Content = "okänt" if alone is None else "nej"
            if alone is not None and fee > alone:
                verdict = f"ja, {display(fee - alone, 'kr')}"
            others = (None if split is None else split[name] for split in (scrb, shapley))
            values = (fee, alone, today, *others)
            cells = (None if value is None else figure(value, "kr") for value in values)
            id = f"scenario.fairness.{service}.{redistribution.codes[name]}"
            rows.append(Row((title, name, verdict, *cells), id=id))
    return Table("t-scenario-fairness", f"{MARK}: jämfört med att stå ensam", HEADINGS, tuple(rows))


def fairness_text(redistribution: Redistribution) -> Prose:
    """Say which part of each cost the split takes to be the same for any size, and which groups lose."""
    services, found = redistribution.services, redistribution.splits
    fixed = [(services[service], _fixed_part(redistribution, service)) for service in found]
    groups = []
    for service, game in cost_games(redistribution).items():
        dearer = game.dearer(found[service].target.fees.to_dict())
        worst = [f"{listing(sorted(group))} ({display(more, 'kr')})" for group, more in dearer[:MOST_NAMED]]
        known = 2 ** len(game.players) - 2 - game.unknown
        counts = (number(len(dearer)), number(known), number(game.unknown) if game.unknown else "")
        groups.append((services[service], *counts, "; ".join(worst)))
    return scenario_text("fairness", redistribution, fixed=fixed, groups=groups)


def _fixed_part(redistribution: Redistribution, service: str) -> str:
    """Return the part that all pay alike, as text; empty where nobody has said how it is split."""
    found, model = redistribution.splits[service], redistribution.baseline.models.get(service)
    alike = sum((part.share for part in found.key.parts if part.kind == ALIKE), Fraction(0))
    if all(part.name == "i dag" for part in found.typed):
        if model is None or not model.is_known:
            return ""
        payers, people = found.target.participants, redistribution.people
        alike = model.share_among(len(payers), int(sum(people.get(name, 0) for name in payers)))
    return display(alike, "ratio")
