"""Excel workbooks written by hand, part by part, so that tests can say exactly what stands in them."""

import io
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(rows, extra=""):
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{extra}</worksheet>"


def grid(*rows):
    """A sheet of inline strings and numbers; None is no cell."""
    return sheet("".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows))


def cell(value):
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def workbook(*sheets, names=None, state="", strings=None, styles=None, prefix="", extra_parts=None):
    """The bytes of a workbook with these sheets (XML each)."""
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" {state if n == 1 else ""} r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    listed = f'{prefix}<workbook {MAIN} xmlns:r="{RELATION}"><sheets>{entries}</sheets></workbook>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": listed,
        "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, 1)},
        **({"xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>"} if strings is not None else {}),
        **({"xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>"} if styles is not None else {}),
        **(extra_parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
