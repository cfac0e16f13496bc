"""Change one cell at a time and see which facts change: a figure declares every row that it depends on."""
