"""Charts of what a proposed budget changes for each municipality."""

from namndbok.facts import Fact
from namndbok.proposals.budget import Proposal
from namndbok.show import AnchorLink, Prose
from namndbok.show.charts import Chart, chart_municipalities


def chart_change(proposal: Proposal) -> Chart | Prose:
    """Show how each municipality's fees change in kronor, the largest increase first."""
    numbers = AnchorLink("Ändring i kronor per kommun: förslag – ej beslutat", "t-comparison")
    return chart_municipalities("change", proposal, "proposal.pays.{}.next_change", numbers, write=_signed)


def chart_change_share(proposal: Proposal) -> Chart | Prose:
    """Show how each municipality's fees change in per cent of this year's, the largest increase first."""
    numbers, fact = (
        AnchorLink("Ändring i procent per kommun: förslag – ej beslutat", "t-comparison"),
        "proposal.pays.{}.next_change_share",
    )
    return chart_municipalities("change_share", proposal, fact, numbers, write=_signed)


def _signed(change: Fact) -> str:
    return ("+" if change.value > 0 else "") + change.display
