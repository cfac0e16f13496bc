"""Nämndbok: the yearly follow-up of a joint municipal board, from plain tables to a traceable report."""

__version__ = "0.2.0"
