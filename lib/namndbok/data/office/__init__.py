"""What offices have: workbooks, exports and lists, read into grids of cells."""
