"""Make up what else a board's papers tell: organisation, agreements, claims, reviews, presence."""

from fractions import Fraction

from planting.draft import Draft

ROLES = {"Nämnden": "body", "Samordnare": "post", "Utvecklare": "post", "Införandet": "project"}
AGREEMENTS = ("Konsulter", "Mobiltelefoner", "Nyckelsystem", "Ärendesystem")
ITEMS = ("Digital post", "Säker kommunikation", "Behörigheter", "Digitala prov")
CLAIMS = {
    "visits": ("Samordnaren besöker varje kommun minst {} gånger om året.", "count", "at_least"),
    "studies": ("Arbetet gav {} förslag.", "count", "exact"),
    "guides": ("Omkring {} handledningar finns.", "count", "about"),
}


def add_papers(draft: Draft) -> None:
    """Add the rows of the tables that neither money nor steering fills, for all years."""
    for year in draft.years:
        _add_lists(draft, year)
        _add_claims(draft, year)
        _add_reviews(draft, year)
        _add_presence(draft, year)
        index = {"series": "aki", "name": "Arbetskostnad", "level": Fraction(100 + year % 50)}
        draft.add("price_index", year=year, **index)
    _add_model(draft)


def _add_lists(draft: Draft, year: int) -> None:
    for number, (role, kind) in enumerate(ROLES.items(), start=1):
        told = {"role": role, "kind": kind, "description": f"{role} har sin uppgift."}
        since = {"employer": "värdkommunen", "since": f"{year - number}-0{number}"} if kind == "post" else {}
        draft.add("organisation", year=year, number=number, **told, **since)
    for number, name in enumerate(AGREEMENTS, start=1):
        draft.add("agreements", year=year, number=number, name=name, comment=f"Avropas: {name.lower()}.")
    members = len(draft.rows["municipalities"])
    program = {"program": "handshake", "name": "Handslaget", "joined": members, "of": members}
    draft.add("initiative_programs", year=year, description="Ett gemensamt program.", **program)
    for order, item in enumerate(ITEMS, start=1):
        draft.add("initiatives", year=year, program="handshake", item=item, order=order)
    for number, side in enumerate(("intäkterna", "kostnaderna", "avgifterna", "indexet"), start=1):
        amount = 1000 * (year % 100) + number
        text = f"Tillägget till {side} är {amount} kr."
        draft.add("budget_notes", year=year, number=number, text=text, amount=amount)
    for number, row in enumerate(draft.rows["services"], start=1):
        told = {
            "name": f"Förstudie {number}",
            "status": "pågår",
            "scope": f"Behov {number}",
            "municipalities": 2,
        }
        result = {"result": f"Rapport {number}", "decision": f"review-{year}"}
        draft.add("prestudies", year=year, prestudy=row["service"], **told, **result)


def _add_claims(draft: Draft, year: int) -> None:
    for number, (id, (text, unit, qualifier)) in enumerate(CLAIMS.items(), start=1):
        value = Fraction(3 * number + year % 10)
        told = {"text": text.format(value), "value": value, "unit": unit, "qualifier": qualifier}
        draft.add("claims", year=year, id=id, section="summary", **told)


def _add_reviews(draft: Draft, year: int) -> None:
    codes = [row["code"] for row in draft.rows["municipalities"]]
    for code in codes[:3]:
        judged = {
            "area": "overall",
            "judgement": "adequate",
            "text": f"Kommunen {code} har inga anmärkningar.",
        }
        draft.add("audit_reviews", year=year, municipality=code, **judged)
    for component in {row["component"] for row in draft.of("fees", year=year) if row["mark"]}:
        text = f"En del av {component} följer användningen."
        draft.add("fee_footnotes", year=year, mark="*", component=component, text=text)


def _add_presence(draft: Draft, year: int) -> None:
    codes = [row["code"] for row in draft.rows["municipalities"]]
    for meeting in draft.of("meetings", year=year, body="board"):
        for place, code in enumerate(codes):
            told = {"body": "board", "date": meeting["date"], "municipality": code}
            draft.add("presence", year=year, present=place < meeting["present"], **told)


def _add_model(draft: Draft) -> None:
    told = {"component": "office", "from_year": draft.years[0], "equal_share": 100, "step": 100}
    decision = {
        "decision": f"budget-{draft.years[0]}",
        "source": f"report-{draft.years[0]}",
        "place": "sidan 1",
    }
    draft.add("split_models", **told, **decision)
