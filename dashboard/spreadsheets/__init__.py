"""What spreadsheet programs make of a cell, and what their files can hold.

Both directions know it: what is written safe here is read back here to the same text.
"""
