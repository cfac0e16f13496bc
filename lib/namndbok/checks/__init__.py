"""Checks of a year's tables, one small function each, in families; none knows a figure of a particular year."""

from namndbok.checks import completeness, cross, derived, rules, sums
from namndbok.checks.check import CHECKS, Check, run_checks

__all__ = ["CHECKS", "Check", "completeness", "cross", "derived", "rules", "run_checks", "sums"]
