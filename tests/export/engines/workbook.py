"""Prints a workbook as JSON, as another library reads it.

usage: workbook.py FILE
"""
import datetime
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])


def cell(one):
    value = one.value
    if isinstance(value, datetime.datetime):
        value = value.isoformat()
    return {"type": one.data_type, "is_date": one.is_date, "value": value, "format": one.number_format}


print(json.dumps([
    {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "width": sheet.column_dimensions["A"].width,
        "bold": sheet["A1"].font.b,
        "rows": [[cell(one) for one in row] for row in sheet.iter_rows()],
    }
    for sheet in book.worksheets
]))
