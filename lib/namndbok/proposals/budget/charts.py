"""Charts of what a proposed budget changes for each municipality."""

from namndbok.proposals.budget import Proposal
from namndbok.show import Prose
from namndbok.show.charts import Chart, chart_municipalities


def chart_change(proposal: Proposal) -> Chart | Prose:
    """Show how each municipality's fees change in kronor, the largest increase first."""
    return chart_municipalities("change", proposal)


def chart_change_share(proposal: Proposal) -> Chart | Prose:
    """Show how each municipality's fees change in per cent of this year's, the largest increase first."""
    return chart_municipalities("change_share", proposal)
