"""Workbooks as other programs write them, and what other programs find in ours.

    workbooks.py make FOLDER              one list of 400 rows, by each writer; prints the writers
    workbooks.py faults FILE OUT          the list with 20 faults of 12 kinds; prints their cells
    workbooks.py rich FILE                chart, sparklines, notes, rules, text box, a second sheet with formulas
    workbooks.py compare ONE OTHER        prints how the cells of both differ, and what the second marks
    workbooks.py answer FILE OUT          each answer cell gets the first of its choices; saved by LibreOffice
"""

import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl
import xlsxwriter

MARK = "FFFBCFCB"
FIRST = [
    "TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình", "Chủ thể", "Xã, phường", "Địa chỉ", "Người đại diện", "Điện thoại",
    "Hạng sao hiện tại", "Ngày hết hạn",
]
EVALUATION = ["Hạng sao", "Ngày", "Năm", "Số QĐ", "Cơ quan"]
UPPER = FIRST + ["Đánh giá lần đầu", "", "", "", "", "Đánh giá lần 2", "", "", "", "", "Ghi chú"]
LOWER = [""] * 11 + EVALUATION + EVALUATION + [""]
WORDS = "Mắm Chè Cam Bưởi Nón Chiếu Gốm Rượu Trà Bún Miến Bánh Kẹo Nem Chả Tương Dưa Nấm Lạc Vừng".split()
PLACES = "Sông Núi Đồng Rừng Biển Đảo Khe Suối Bến Chợ Làng Ngõ Đình Miếu Cầu Giếng Ao Hồ Vườn Ruộng".split()


def rows():
    """400 rows that are right; names differ enough that none is taken for another."""
    made = []
    for i in range(400):
        word, place = WORDS[i % 20], PLACES[i // 20]
        day = datetime.date(2020, 6, 9) + datetime.timedelta(days=i)
        row = [
            i + 1, f"{word} {place} {'ABCDEFGHIJKLMNOPQRST'[i % 20] * 3}", ["Thực phẩm", "Đồ uống", "Thủ công mỹ nghệ"][i % 3], "HTX",
            f"HTX {place} {'ABCDEFGHIJKLMNOPQRST'[i // 20] * 4}", "Hoằng Phụ", f"Thôn {i % 9}", None, None, 3, None, 3, day, day.year,
            f"{i + 1000}/QĐ-UBND", "UBND tỉnh",
        ]
        made.append(row + [None] * (22 - len(row)))
    return made


def by_openpyxl(path, data):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS"
    for row in [["DANH SÁCH"], UPPER, LOWER]:
        sheet.append([value or None for value in row])
    sheet.merge_cells("L2:P2")
    sheet.merge_cells("Q2:U2")
    for column in "ABCDEFGHIJK":
        sheet.merge_cells(f"{column}2:{column}3")
    for row in data:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=4, min_col=13, max_col=13):
        cells[0].number_format = "dd/mm/yyyy"
    book.save(path)


def by_xlsxwriter(path, data):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("DS")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for index, row in enumerate([["DANH SÁCH"], UPPER, LOWER] + data):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(index, column, datetime.datetime.combine(value, datetime.time()), day)
            elif value not in (None, ""):
                sheet.write(index, column, value)
    book.close()


def by_pandas(path, data):
    import pandas

    names = [f"{upper} {lower}".strip() for upper, lower in zip(
        FIRST + ["Đánh giá lần đầu"] * 5 + ["Đánh giá lần 2"] * 5 + ["Ghi chú"], LOWER)]
    pandas.DataFrame(data, columns=names).to_excel(path, sheet_name="DS", index=False, startrow=2, engine="openpyxl")


def by_libreoffice(path, data):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "list.xlsx"
        by_openpyxl(source, data)
        through_libreoffice(source, path)


def through_libreoffice(source, target):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out", str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copy(next(pathlib.Path(f"{folder}/out").iterdir()), target)


def make(folder):
    writers = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter, "pandas": by_pandas}
    if shutil.which("soffice"):
        writers["libreoffice"] = by_libreoffice
    for name, write in writers.items():
        write(f"{folder}/{name}.xlsx", rows())
    print(json.dumps(sorted(writers)))


def faults(source, target):
    book = openpyxl.load_workbook(source)
    sheet = book["DS"]
    # The column, what is put there, and in which rows: twelve kinds, twenty cells.
    planted = [
        ("L", "chín", [10, 20]), ("M", "31/02/2021", [30, 40]), ("M", None, [50]), ("F", "Xã Trên Trời", [60, 70, 80]),
        ("D", "ngân hàng", [90]), ("C", "vũ khí", [100, 110]), ("B", None, [120]), ("N", 2031, [130, 140]),
        ("J", 5, [150, 160]), ("O", "#REF!", [170]), ("P", "ai đó", [180, 190]), ("K", datetime.date(2022, 1, 1), [200]),
    ]
    cells = []
    for column, value, where in planted:
        for row in where:
            sheet[f"{column}{row}"].value = value
            if column == "M" and value is None:
                sheet[f"N{row}"].value = None
            cells.append(f"{column}{row}")
    book.save(target)
    print(json.dumps(sorted(cells)))


def rich(path):
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("DS"), book.add_worksheet("Tính")
    day = book.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#FFFF00"})
    names = ["Tên sản phẩm", "Chủ thể", "Hạng sao", "Ngày công nhận", "Số quyết định"]
    sheet.write_row(0, 0, names + ["Xu hướng"])
    for index, row in enumerate(rows()[:60], start=1):
        sheet.write_row(index, 0, [row[1], row[4], 3])
        sheet.write_datetime(index, 3, datetime.datetime.combine(row[12], datetime.time()), day)
        sheet.write(index, 4, row[14])
        sheet.add_sparkline(index, 5, {"range": f"'Tính'!A{index + 1}:C{index + 1}"})
        for column in range(3):
            other.write(index, column, index * column % 7)
        other.write_formula(index, 3, f"=SUM(A{index + 1}:C{index + 1})", None, sum(index * c % 7 for c in range(3)))
    sheet.write(5, 2, "chín")
    sheet.write(8, 3, "31/02/2021")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='DS'!$C$2:$C$20"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "hộp chữ")
    sheet.write_comment("A3", "ghi chú")
    sheet.conditional_format("C2:C61", {"type": "data_bar"})
    sheet.data_validation("C2:C61", {"validate": "list", "source": [1, 2, 3, 4, 5]})
    sheet.autofilter("A1:F61")
    sheet.freeze_panes(1, 0)
    book.close()


def compare(one, other):
    differing, filled, faults = [], [], 0
    for with_values in (False, True):
        first = openpyxl.load_workbook(one, data_only=with_values)
        second = openpyxl.load_workbook(other, data_only=with_values)
        assert first.sheetnames == second.sheetnames
        for name in first.sheetnames:
            before, after = first[name], second[name]
            for row in before.iter_rows():
                for cell in row:
                    now = after[cell.coordinate]
                    same = cell.value == now.value and cell.number_format == now.number_format and cell.font.b == now.font.b
                    if not same:
                        differing.append(f"{name}!{cell.coordinate}")
                    if now.fill.fgColor.rgb == MARK:
                        filled.append(cell.coordinate)
            heads = [cell for row in after.iter_rows(max_row=4) for cell in row if cell.value == "Lỗi"]
            for head in heads:
                faults = sum(1 for row in range(head.row + 1, after.max_row + 1) if after.cell(row, head.column).value)
    parts = []
    if zipfile.is_zipfile(one) and zipfile.is_zipfile(other):
        a, b = zipfile.ZipFile(one), zipfile.ZipFile(other)
        parts = [name for name in a.namelist() if name not in b.namelist() or a.read(name) != b.read(name)]
    print(json.dumps({"differing": differing[:20], "filled": sorted(set(filled)), "faults": faults, "parts": parts}))


def answer(source, target):
    book = openpyxl.load_workbook(source)
    answered = 0
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if rule.formula1 and rule.formula1.startswith("$") and ":" in rule.formula1:
                choice = rule.formula1.split(":")[0].replace("$", "")
                for cells in rule.sqref.ranges:
                    sheet[cells.coord].value = sheet[choice].value
                    answered += 1
    with tempfile.TemporaryDirectory() as folder:
        filled = pathlib.Path(folder) / "answered.xlsx"
        book.save(filled)
        through_libreoffice(filled, target)
    print(answered)


if __name__ == "__main__":
    {"make": make, "faults": faults, "rich": rich, "compare": compare, "answer": answer}[sys.argv[1]](*sys.argv[2:])
