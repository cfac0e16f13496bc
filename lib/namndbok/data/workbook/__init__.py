"""One Excel workbook for a year: written with what the tables have, filled in by people, and read back."""
