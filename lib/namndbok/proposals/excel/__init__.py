"""Workbooks that compute: a formula is written once, in Python, and has its value."""
