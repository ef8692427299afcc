"""Reports: one class yields rows, writers make CSV and XLSX."""
