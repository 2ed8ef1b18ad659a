"""Makes a workbook for each thing that real files do and a reader may trip over: python3 make.py FOLDER.

Nothing but the standard library: parts are written as text, so that each file has the one trait that its name says and no other. The same
bytes every time.
"""

import pathlib
import struct
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

CONTENT = HEAD + (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(*pairs):
    inside = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{target}"/>' for name, kind, target in pairs
    )
    return HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def sheet(data, before="", after="", main=MAIN):
    return HEAD + f'<worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def styles(codes, extra=""):
    """Style 0 shows numbers as they are; style n is shown by the n-th of `codes`."""
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    cells = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{code if isinstance(code, int) else 164 + i}"/>' for i, code in enumerate(codes)
    )
    return HEAD + (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fills count="1">{extra or "<fill><patternFill patternType=%snone%s/></fill>" % (chr(34), chr(34))}</fills>'
        f'<cellXfs count="{len(codes) + 1}">{cells}</cellXfs></styleSheet>'
    )


def texts(*items):
    return HEAD + f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def book(properties="", main=MAIN, sheets=None, inside=""):
    listed = sheets or '<sheet name="DS" sheetId="1" r:id="rId1"/>'
    return HEAD + f'<workbook xmlns="{main}" xmlns:r="{REL}">{properties}{inside}<sheets>{listed}</sheets></workbook>'


def parts(data="", *, xml=None, style=None, shared=None, workbook=None, more=()):
    """The parts of a workbook of one sheet."""
    links = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if style is not None:
        links.append(("rId2", "styles", "styles.xml"))
    if shared is not None:
        links.append(("rId3", "sharedStrings", "sharedStrings.xml"))
    files = [
        ("[Content_Types].xml", CONTENT),
        ("_rels/.rels", relations(("rId1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", workbook or book()),
        ("xl/_rels/workbook.xml.rels", relations(*links)),
        ("xl/worksheets/sheet1.xml", xml if xml is not None else sheet(data)),
    ]
    if style is not None:
        files.append(("xl/styles.xml", style))
    if shared is not None:
        files.append(("xl/sharedStrings.xml", shared))
    return files + list(more)


def text(ref, words):
    return f'<c r="{ref}" t="inlineStr"><is><t>{words}</t></is></c>'


def number(ref, value, style=None):
    return f'<c r="{ref}"{"" if style is None else f" s={chr(34)}{style}{chr(34)}"}><v>{value}</v></c>'


def row(index, *cells):
    return f'<row r="{index}">{"".join(cells)}</row>'


class Archive:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def add(self, name, files, ending="xlsx", stored=False, after=None):
        path = self.folder / f"{name}.{ending}"
        with zipfile.ZipFile(path, "w") as archive:
            for file, content in files:
                entry = zipfile.ZipInfo(file, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.encode() if isinstance(content, str) else content)
        if after:
            path.write_bytes(after(path.read_bytes()))

    def raw(self, name, content, ending="xlsx"):
        (self.folder / f"{name}.{ending}").write_bytes(content)


def compound(part):
    """The first bytes of a compound file (MS-CFB) with a part of that name."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + part.encode("utf-16-le") + bytes(448)


def zip64(content):
    """The same archive with Zip64 numbers in its list, as writers that stream make it."""
    end = content.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", content[end + 10 : end + 20])
    entries, place = b"", start
    for _ in range(count):
        name, extra, remark = struct.unpack("<HHH", content[place + 28 : place + 34])
        entry = bytearray(content[place : place + 46])
        packed, plain = struct.unpack("<II", entry[20:28])
        offset = struct.unpack("<I", entry[42:46])[0]
        entry[20:28] = b"\xff" * 8
        entry[30:32] = struct.pack("<H", 28)
        entry[42:46] = b"\xff" * 4
        far = struct.pack("<HHQQQ", 1, 24, plain, packed, offset)
        entries += bytes(entry) + content[place + 46 : place + 46 + name] + far
        place += 46 + name + extra + remark
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, len(entries), start)
    locator = struct.pack("<IIQI", 0x07064B50, 0, start + len(entries), 1)
    last = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:start] + entries + record + locator + last


def huge(content):
    """The same list with the largest size that eight bytes tell, for the second file."""
    place = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    name = struct.unpack("<H", content[place + 28 : place + 30])[0]
    at = place + 46 + name + 4
    return content[:at] + struct.pack("<Q", 2**63 - 1) + content[at + 8 :]


def flipped(content):
    """The same archive with a bit of a checksum changed in the list."""
    place = content.rindex(b"PK\x01\x02")
    changed = bytearray(content)
    changed[place + 16] ^= 1
    return bytes(changed)


def make(folder):
    out = Archive(folder)
    plain = row(1, text("A1", "Tên"), text("B1", "Sao")) + row(2, text("A2", "Mắm tôm"), number("B2", 4))

    out.add("plain", parts(plain))
    out.add(
        "no-references",
        parts('<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>3</v></c></row><row><c><v>5</v></c></row>'),
    )
    out.add("dimension-lies", parts(xml=sheet(plain, before='<dimension ref="A1"/>')))
    out.add(
        "prefixed",
        parts(
            xml=HEAD + f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t>'
            '</x:is></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        ),
    )
    out.add("strict", parts(xml=sheet(plain, main=STRICT), workbook=book(main=STRICT)))
    out.add("iso-dates", parts(row(1, '<c r="A1" t="d"><v>2020-12-31</v></c><c r="B1" t="d"><v>2020-12-31T08:30:00</v></c>')))
    dates = styles([14, "dd/mm/yyyy"])
    out.add("from-1904", parts(row(1, number("A1", 42734, 1)), style=dates, workbook=book('<workbookPr date1904="true"/>')))
    out.add(
        "serial-days",
        parts(row(1, *(number(f"{'ABCDEF'[i]}1", n, 2) for i, n in enumerate([1, 59, 60, 61, 44196, 44196.5]))), style=dates),
    )
    codes = ["[Red]#,##0", "0_M", "&quot;ngày&quot; 0", "d/m/yyyy", "[h]:mm", "00000", "General\\ &quot;sao&quot;"]
    out.add("formats", parts(row(1, *(number(f"{'ABCDEFG'[i]}1", 1234, i + 1) for i in range(7))), style=styles(codes)))
    renamed = [(name.upper() if name.startswith("xl/") else name, content) for name, content in parts(plain)]
    out.add("capital-names", renamed)
    out.add("backslashes", [(name.replace("/", "\\"), content) for name, content in parts(plain)])
    absolute = dict(parts(plain))
    absolute["xl/_rels/workbook.xml.rels"] = relations(("rId1", "worksheet", "/xl/worksheets/sheet1.xml"))
    out.add("absolute-targets", absolute.items())
    out.add("no-styles", parts(row(1, number("A1", 44196, 3))))
    shared = "".join(f'<c r="{"ABC"[i]}1" t="s"><v>{i}</v></c>' for i in range(3))
    out.add(
        "phonetic",
        parts(row(1, shared), shared=texts("<r><t>Trà</t></r><r><t> Shan</t></r><rPh><t>cha</t></rPh>", "<t>b</t>", "<t>c</t>")),
    )
    out.add("escapes", parts(row(1, shared), shared=texts("<t>a_x000D_b</t>", "<t>_x005F_x000D_</t>", "<t>_xyz_</t>")))
    out.add("missing-text", parts(row(1, '<c r="A1" t="s"><v>0</v></c>') + row(2, '<c r="B2" t="s"><v>9</v></c>'), shared=texts("<t>a</t>")))
    out.add("empty-rows", parts("".join(f'<row r="{i}"/>' for i in range(1, 1_000_001)) + row(1_000_001, number("A1000001", 1))))
    out.add("beyond-xfd", parts(row(1, number("A1", 1)) + row(2, number("XFE2", 1))))
    out.add("beyond-rows", parts(row(1, number("A1", 1)) + row(1_048_577, number("A1048577", 1))))
    out.add("row-per-cell", parts(row(1, number("A1", 1)) + row(1, number("B1", 2)) + row(2, number("A2", 3))))
    out.add("cells-out-of-order", parts(row(1, number("B1", 2), number("A1", 1))))
    out.add("zip64", parts(plain), after=zip64)
    out.add("uncomputed", parts(row(1, '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>A1</f><v>x</v></c>')))
    out.add("broken-styles", parts(row(1, number("A1", 44196, 1), number("B1", 5, 99)), style=styles(["dd/mm/yyyy"], extra="<fill/>")))
    other = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    out.add(
        "alternate-content",
        parts(
            plain,
            workbook=book(
                inside=f'<mc:AlternateContent {other}><mc:Choice Requires="x15"><sheets><sheet name="X" sheetId="9" r:id="rId1"/>'
                "</sheets></mc:Choice></mc:AlternateContent>"
            ),
        ),
    )
    out.add("bools-and-errors", parts(row(1, '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c>')))
    out.add("merged", parts(xml=sheet(plain, after='<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>')))
    out.add(
        "hidden-sheet",
        parts(plain, workbook=book(sheets='<sheet name="Ẩn" state="hidden" sheetId="1" r:id="rId1"/>')),
    )
    hidden = plain.replace('<row r="2"', '<row r="2" hidden="1"')
    out.add("hidden-row", parts(hidden))
    out.add("stored", parts(plain), stored=True)
    out.add("signed", parts(plain, more=[("_xmlsignatures/sig1.xml", HEAD + "<Signature/>")]))
    wide = sheet(plain).replace("UTF-8", "UTF-16")
    out.add("utf-16", parts(xml=b"\xff\xfe" + wide.encode("utf-16-le")))
    out.add("encrypted", [], after=lambda _: compound("EncryptedPackage"))
    out.raw("old", compound("Workbook"), "xls")
    out.add("open-document", [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", HEAD + "<x/>")], "ods")
    out.add("binary", [("[Content_Types].xml", CONTENT), ("xl/workbook.bin", "x")], "xlsb")
    out.add("document", [("[Content_Types].xml", CONTENT), ("word/document.xml", HEAD + "<x/>")], "docx")
    out.raw("web-page", "<html><table><tr><td>1</td></tr></table></html>".encode(), "xls")
    out.raw("xml-2003", (HEAD + '<?mso-application progid="Excel.Sheet"?><Workbook/>').encode(), "xls")
    out.raw("unknown", b"%PDF-1.7")
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)
    )
    out.add("laughs", parts(xml=HEAD + laughs + "]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"))
    out.add("wrong-checksum", parts(plain), after=flipped)
    out.add("cut-off", parts(plain), after=lambda content: content[: len(content) // 2])
    out.add("not-well-formed", parts(xml=sheet(plain)[:-20]))
    out.add("long-cell", parts(row(1, text("A1", "x" * 200_000))))
    fills = "".join(
        f'<fill><patternFill patternType="{kind}">{color}</patternFill></fill>'
        for kind, color in [
            ("none", ""),
            ("gray125", ""),
            ("solid", '<fgColor rgb="FFFFFF00"/><bgColor indexed="64"/>'),
            ("solid", '<fgColor theme="4" tint="0.5"/><bgColor indexed="64"/>'),
            ("darkGrid", '<fgColor rgb="FF00FF00"/>'),
        ]
    ) + '<fill><gradientFill degree="90"/></fill>'
    cells = "".join(f'<xf numFmtId="0" fillId="{n}" applyFill="1"><alignment wrapText="1"/></xf>' for n in [0, 2, 3, 4, 5])
    filled = styles([]).replace('<xf numFmtId="0"/>', cells).replace('cellXfs count="1"', 'cellXfs count="5"')
    start, end = filled.index("<fills"), filled.index("</fills>")
    filled = filled[:start] + f'<fills count="6">{fills}' + filled[end:]
    out.add("filled", parts(row(1, *(number(f"{'ABCDE'[i]}1", i, i) for i in range(5))), style=filled))
    rules = '<dataValidations count="1"><dataValidation type="whole" sqref="B2"><formula1>1</formula1></dataValidation></dataValidations>'
    out.add("validated", parts(xml=sheet(plain, after=rules + '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>')))
    out.add("cell-twice", parts(row(1, number("A1", 1)) + row(2, number("A2", 3), number("A2", 5))))
    out.add("deep", parts(xml=HEAD + f'<worksheet xmlns="{MAIN}">' + "<a>" * 200_000 + "</a>" * 200_000 + "</worksheet>"))
    out.add("many-texts", parts(row(1, '<c r="A1" t="s"><v>0</v></c>'), shared=texts().replace("</sst>", "<si/>" * 5_000_000 + "</sst>")))
    out.add("wide-format", parts(row(1, number("A1", 5, 1)), style=styles(["0" * 100_000])))
    broken = sheet(plain).replace("<row ", "<row\n").replace("<c ", "<c\r\n").replace("<worksheet ", "<worksheet\n")
    out.add("line-breaks", parts(xml=broken))
    columns = '<cols><col min="1" max="26" width="9"></col></cols>'
    out.add("column-ends", parts(xml=sheet(plain, before=columns)))
    other = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    rules = f'<x14:dataValidations {other} count="1"><x14:dataValidation type="list"/></x14:dataValidations>'
    out.add("extended-rules", parts(xml=sheet(plain, after=f'<extLst><ext uri="x">{rules}</ext></extLst>')))
    out.add("remark", parts(plain), after=lambda content: content[:-2] + struct.pack("<H", 4) + b"note")
    out.add("huge-size", parts(plain), after=lambda content: huge(zip64(content)))
    out.add("bomb", parts(xml=sheet("<row/>" * 50_000_000)))


if __name__ == "__main__":
    make(sys.argv[1])
