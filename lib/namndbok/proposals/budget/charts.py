"""Charts of what a proposed budget changes for each municipality."""

from namndbok.facts import Fact
from namndbok.proposals.budget import Proposal
from namndbok.show import AnchorLink
from namndbok.show.charts import Amounts, Chart, NoChart, Subject, amounts, chart_municipalities

KRONOR = Subject(
    "c-change",
    "Hur många kronor ändras varje kommuns avgifter i förslaget (ej beslutat)?",
    "ändringen i kronor av kommunernas avgifter i förslaget, som inte är beslutat",
    "proposal.pays.{}.next_change",
    AnchorLink("Ändring i kronor per kommun: förslag – ej beslutat", "t-comparison"),
)
PER_CENT = Subject(
    "c-change-share",
    "Hur många procent ändras varje kommuns avgifter i förslaget (ej beslutat)?",
    "ändringen i procent av kommunernas avgifter i förslaget, som inte är beslutat",
    "proposal.pays.{}.next_change_share",
    AnchorLink("Ändring i procent per kommun: förslag – ej beslutat", "t-comparison"),
)


def chart_change(proposal: Proposal) -> Chart | NoChart:
    """Show how each municipality's fees change in kronor, the largest increase first."""
    return _chart(proposal, KRONOR)


def chart_change_share(proposal: Proposal) -> Chart | NoChart:
    """Show how each municipality's fees change in per cent of this year's, the largest increase first."""
    return _chart(proposal, PER_CENT)


def _chart(proposal: Proposal, subject: Subject) -> Chart | NoChart:
    def signed(change: Fact) -> str:
        return ("+" if change.value > 0 else "") + change.display

    def ends(changes: Amounts) -> str:
        highest, lowest = changes.highest, changes.lowest
        rises = [f"Mest höjs {changes.who(highest)}."] if highest.value > 0 else []
        falls = [f"Mest sänks {changes.who(lowest)}."] if lowest.value < 0 else []
        return " ".join(rises + falls)

    return chart_municipalities(subject, amounts(proposal.data, proposal.facts, subject, signed), ends)
