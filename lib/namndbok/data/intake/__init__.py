"""From a grid of cells to rows of a table: what an office's own file says, and what is asked about it."""
