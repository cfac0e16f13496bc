"""What offices have: workbooks, exports, lists and documents, read into grids of cells or lines of text."""
