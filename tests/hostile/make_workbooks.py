#!/usr/bin/env python3
"""Writes the workbooks of these cases part by part, so that no spreadsheet library has a say in them.

Run it anywhere; the same files come out byte for byte.
"""

import io
import pathlib
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{SCHEMAS}/spreadsheetml/2006/main"'
OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
PACKAGE = f'xmlns="{SCHEMAS}/package/2006'
XML = '<?xml version="1.0" encoding="UTF-8"?>'

SCHOOL = 3708290001
ZHANG, LI, WANG = "G370829201503074214", "G370829201506123026", "G370829201411051189"
HEADINGS = ["学校标识码", "年级", "班级", "姓名", "学籍号", "监护人", "寄宿", "入班日期"]

# The cell styles: 1 is a date, 2 a time, 3 a date with time.
STYLES = (
    f'{XML}<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" '
    'applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def number(value, style=0):
    return f' s="{style}"><v>{value}</v></c>'


def date(days):
    return number(days, 1)


def moment(days):
    return number(days, 3)


def formula(text, value, kind=None):
    kind = f't="{kind}"' if kind else ""
    return f" {kind}><f>{escape(text)}</f><v>{escape(str(value))}</v></c>"


def boolean(value):
    return f' t="b"><v>{int(value)}</v></c>'


def text(value):
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def letters(column):
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def row(at, cells):
    made = (
        f'<c r="{letters(column)}{at}"{cell if cell.startswith(" ") else text(cell)}'
        for column, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{at}">{"".join(made)}</row>'


def sheet(*rows):
    made = "".join(row(at, cells) for at, cells in enumerate(rows, 1))
    return f"{XML}<worksheet {MAIN}><sheetData>{made}</sheetData></worksheet>"


def book(sheets, shared=None, hidden=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:

        def put(name, part):
            info = zipfile.ZipInfo(name, (2023, 3, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(info, part)

        content = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        put(
            "[Content_Types].xml",
            f'{XML}<Types {PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{content}"/></Types>',
        )

        def links(*targets):
            made = "".join(
                f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                for at, (kind, target) in enumerate(targets, 1)
            )
            return f'{XML}<Relationships {PACKAGE}/relationships">{made}</Relationships>'

        put("_rels/.rels", links(("officeDocument", "xl/workbook.xml")))
        targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
        targets.append(("styles", "styles.xml"))
        if shared:
            targets.append(("sharedStrings", "sharedStrings.xml"))
            put("xl/sharedStrings.xml", shared)
        put("xl/_rels/workbook.xml.rels", links(*targets))
        names = "".join(
            f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"'
            + (' state="hidden"/>' if name in hidden else "/>")
            for at, name in enumerate(sheets, 1)
        )
        put("xl/workbook.xml", f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>')
        put("xl/styles.xml", STYLES)
        for at, part in enumerate(sheets.values(), 1):
            put(f"xl/worksheets/sheet{at}.xml", part)
    return out.getvalue()


def write(case, name, content):
    (HERE / case / name).write_bytes(content)


def odd():
    school = number(SCHOOL)
    enrolled = date(44805)
    return book(
        {
            "填表说明": sheet(["一、请按学籍系统填写"], ["二、不得修改表头"]),
            "三年级": sheet(
                ["实验小学学生名册"],
                HEADINGS,
                [school, number(3), number(1), "张三", ZHANG, "张大", boolean(False), enrolled],
                [
                    formula("A3", SCHOOL),
                    formula("B3", 3),
                    formula("C3+0", 1),
                    formula('"李"&"四"', "李四", "str"),
                    LI,
                    "李大",
                    boolean(True),
                    formula("H3", 44805),
                ],
                [
                    school,
                    number(3),
                    number(2),
                    formula("VLOOKUP(1,Z:Z,1)", "#N/A", "e"),
                    WANG,
                    "王二",
                    boolean(False),
                    enrolled,
                ],
                [school, number(3), number(2), "王芳", number(WANG[1:]), "王二", boolean(False), enrolled],
            ),
            "考勤": sheet(
                ["学校标识码", "年级", "班级", "姓名", "日期", "时段", "标记", "录入时间"],
                [school, "三", "三(1)班", "张三", date(44986), number(1), "√", moment(44986.7361111111)],
                [school, "三", "三(1)班", "张三", date(44987), number(1), number(1)],
            ),
            "空表": sheet(),
            "数据字典": sheet(["编码", "含义"], ["1", "是"]),
        },
        hidden=("数据字典",),
    )


def far(last_heading):
    headings = row(1, HEADINGS).replace("</row>", f'<c r="XFD1"{last_heading}</row>')
    pupil = row(1048576, [str(SCHOOL), "3", "1", "张三", ZHANG, "张大", "否", "2022-09-01"])
    part = (
        f'{XML}<worksheet {MAIN}><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{headings}{pupil}</sheetData></worksheet>"
    )
    return book({"名册": part})


def shared_texts(promised, content):
    return f'{XML}<sst {MAIN} uniqueCount="{promised}"><si><t>{content}</t></si></sst>'


def main():
    write("workbook-odd", "名册与考勤.xlsx", odd())
    pupils = ([str(SCHOOL), "3", "1", f"学生{at}", "", "家长", "否", "2022-09-01"] for at in range(200))
    whole = book({"名册": sheet(HEADINGS, *pupils)})
    write("workbook-cut-off", "断.xlsx", whole[: len(whole) // 2])
    write("workbook-cut-off", "坏.xlsx", whole[:900] + bytes(64) + whole[964:])
    headings = {"名册": sheet(HEADINGS)}
    write("workbook-bomb", "名册.xlsx", book(headings, shared_texts(1, "A" * (100 << 20))))
    write("workbook-promises", "名册.xlsx", book(headings, shared_texts(1_000_000_000, "x")))
    write("workbook-far-cells", "远.xlsx", far(' s="1"/>'))
    write("workbook-far-cells", "更远.xlsx", far(text("备注")))


if __name__ == "__main__":
    main()
