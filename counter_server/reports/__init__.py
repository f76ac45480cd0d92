"""Reports in one language: sections of charts and tables, as a page, a spreadsheet, plain files and a printed paper."""
