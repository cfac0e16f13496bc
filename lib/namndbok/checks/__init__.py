"""Checks of a year's tables, one small function each, in families; none knows the figures of any year."""

from namndbok.checks import completeness, cross, derived, rules, sums, unmatched
from namndbok.checks.check import CHECKS, Check, run_checks

__all__ = ["CHECKS", "Check", "completeness", "cross", "derived", "rules", "run_checks", "sums", "unmatched"]
