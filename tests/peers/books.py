#!/usr/bin/env python3
"""books.py ADDRESS TOKENS FOLDER: keeps the books of March 2023 through a Kehou server, as its people would.

FOLDER is tests/transcript; TOKENS a JSON file with a token for each of: office, finance, head, coordinator, teacher
(3708290903, class 2-1), head_junior (3708290902), treasurer (3708290901), guardian (of pupil 1 of 3708290903).
Every step is held against what it must answer. Prints what the books hold in the end, as JSON:
the first bills, the published bills and the corrections due, by school and name.

Knows nothing of Kehou but what the server tells through gRPC reflection. Needs grpcio, grpcio-reflection, protobuf.
"""
import csv
import hashlib
import io
import json
import sys
from pathlib import Path

import grpc

from client import STATUSES, day, fen, read
from reflected import Server, hold
from secrecy import no_waivers_for_the_head, nothing_of_others

MONTH, SCHOOL, CLASS = "2023-03", "3708290903", {"grade": 2, "number": 1}
CHUNK = 700  # bytes; the files are short, and shall come in several pieces
FIELDS = ("due_fen", "waived_fen", "payable_fen")


def upload(folder, header):
    """The messages of StageImport for the files of a folder."""
    files = sorted(path for path in folder.rglob("*.csv"))
    yield {"header": {**header, "file_count": len(files)}}
    for path in files:
        content = path.read_bytes()
        yield {"file": {"name": str(path.relative_to(folder)), "sha256": hashlib.sha256(content).hexdigest()}}
        for at in range(0, len(content), CHUNK):
            yield {"chunk": content[at:at + CHUNK]}


def bring_files(server, folder):
    header = {"request_id": "files-2023-03", "reason": "the files of March", "month": MONTH}
    server.refused("teacher", "StageImport", "PERMISSION_DENIED", upload(folder, {**header, "request_id": "by-a-teacher"}))
    server.refused("treasurer", "StageImport", "PERMISSION_DENIED", upload(folder, {**header, "request_id": "by-treasurer"}))
    stage = lambda **more: getattr(server.call("office", "StageImport", upload(folder, {**header, **more})), "import")
    checked, staged, again = stage(validate_only=True), stage(), stage()
    hold("number of a check", checked.import_id, 0)
    hold("import that was staged twice", again, staged)
    hold("counts of the check", list(checked.counts), list(staged.counts))
    server.refused("office", "StageImport", "ALREADY_EXISTS", upload(folder, {**header, "month": "2023-04"}))
    hold("refused rows", (staged.row_errors, len(server.call("office", "ListRowErrors", import_id=staged.import_id).rows)), (0, 0))
    hold("schools before the import is confirmed", len(server.call("office", "ListSchools").schools), 0)
    server.refused("teacher", "ConfirmImport", "PERMISSION_DENIED", import_id=staged.import_id)
    news = server.call("office", "ConfirmImport", import_id=staged.import_id)
    hold("last news", news[-1].WhichOneof("news"), "complete")
    hold("schools done", [n.progress.schools_done for n in news if n.HasField("progress")][-1], 3)
    repeated = server.call("office", "ConfirmImport", import_id=staged.import_id)
    hold("news of a confirmation again", [n.WhichOneof("news") for n in repeated], ["complete"])
    hold("the import", getattr(server.call("office", "GetImport", import_id=staged.import_id), "import"), repeated[0].complete)
    server.refused("office", "CancelImport", "FAILED_PRECONDITION", import_id=staged.import_id)


def rolls_of(path):
    """The rolls of a long file, each a request but for the id and the reason, with its revision, in order."""
    rolls = {}
    for row in read(path):
        key = (int(row["修订"]), row["日期"], int(row["时段"]))
        rolls.setdefault(key, []).append((row["姓名"], "MARK_STATUS_" + STATUSES[row["标记"]]))
    return [(revision, day(on), slot, marks) for (revision, on, slot), marks in sorted(rolls.items())]


class Teacher:
    """Submits rolls of the class, by name."""

    def __init__(self, server):
        self.server = server
        pupils = server.call("teacher", "ListPupils", school_code=SCHOOL, include_contacts=True).pupils
        self.numbers = {pupil.name: pupil.pupil_no for pupil in pupils}
        hold("pupils with their contacts", all(p.contacts.guardians[0].phone for p in pupils), True)

    def roll(self, request_id, on, slot, marks, **more):
        named = [{"pupil_no": self.numbers[name], "status": status} for name, status in marks]
        roll = {"request_id": request_id, "school_code": SCHOOL, "date": on, "slot": slot, "marks": named, "class": CLASS}
        return {**roll, **more}

    def submit(self, path, name, reason, late):
        for number, (revision, on, slot, marks) in enumerate(rolls_of(path)):
            roll = self.roll(f"{name}-{number:04}", on, slot, marks, reason=reason)
            taken = self.server.call("teacher", "SubmitRoll", **roll)
            hold(f"{name} {number}", (taken.revision, taken.late, taken.receipt.replayed), (revision, late, False))
            again = self.server.call("teacher", "SubmitRoll", **roll)
            hold("a repeated roll", (again.receipt.replayed, again.revision, again.late), (True, taken.revision, taken.late))
            hold("its receipt", (again.receipt.etag, again.receipt.recorded_at), (taken.receipt.etag, taken.receipt.recorded_at))
            other = {**roll, "marks": [{**mark, "status": "MARK_STATUS_LEFT_EARLY"} for mark in roll["marks"]]}
            hold("reason", self.server.refused("teacher", "SubmitRoll", "ALREADY_EXISTS", **other), "REQUEST_ID_USED")
            stale = {**other, "request_id": f"{name}-stale-{number}", "etag": taken.receipt.etag - 1}
            self.server.refused("teacher", "SubmitRoll", "ABORTED", **stale)
            same = self.server.call("teacher", "SubmitRoll", **{**roll, "request_id": f"{name}-same-{number}"})
            hold("the same roll under another id", (same.receipt.unchanged, same.revision, same.late), (True, revision, late))


def reopened_and_locked(server, teacher, file):
    of_month = {"school_code": SCHOOL, "month": MONTH}
    _, on, slot, marks = rolls_of(file)[-1]
    late = teacher.roll("too-late-0001", on, slot, marks)
    hold("reason", server.refused("teacher", "SubmitRoll", "FAILED_PRECONDITION", **late), "ROLL_LATE")
    server.refused("teacher", "SubmitRoll", "PERMISSION_DENIED", **{**late, "class": {"grade": 2, "number": 2}})
    server.refused("teacher", "SubmitRoll", "PERMISSION_DENIED", **{**late, "school_code": "3708290901"})
    for who in "teacher", "coordinator", "finance", "head_junior":
        server.refused(who, "ReopenMonth", "PERMISSION_DENIED", request_id="reopen-no", reason="no", **of_month)
    server.refused("head", "ReopenMonth", "INVALID_ARGUMENT", request_id="reopen-why", **of_month)
    server.call("head", "ReopenMonth", request_id="reopen-0001", reason="a sheet was found", **of_month)
    state = server.call("head", "GetMonthState", **of_month).state
    hold("phase", state.phase, 3)
    teacher.submit(file, "found", "", late=False)
    server.refused("head", "LockMonth", "FAILED_PRECONDITION", request_id="lock-same", families_told_on=day("2023-05-04"), **of_month)
    server.refused("coordinator", "LockMonth", "FAILED_PRECONDITION", request_id="lock-silent", **of_month)
    lock = {"request_id": "lock-0001", "etag": state.etag, "families_told_on": day("2023-05-04"), **of_month}
    locked = server.call("coordinator", "LockMonth", **lock).receipt
    again = server.call("coordinator", "LockMonth", **lock).receipt
    hold("a lock again", (again.replayed, again.etag), (True, locked.etag))
    server.refused("coordinator", "LockMonth", "FAILED_PRECONDITION", request_id="lock-twice", families_told_on=day("2023-05-04"), **of_month)


def close(server, request_id, closed):
    """Closes the month of all schools; gives the number of schools that came out otherwise than before."""
    for who in "office", "finance":
        if who == "office":
            news = server.call(who, "CloseMonth", request_id=request_id, month=MONTH, validate_only=True)
        else:
            news = server.call(who, "CloseMonth", request_id=request_id, month=MONTH)
        summary = news[-1].summary
        hold(f"{request_id} as {who}", (summary.closed, summary.unchanged, summary.refused), (closed, 3 - closed, 0))
        sums = [sum(getattr(n.school.sums, field) for n in news[:-1]) for field in FIELDS]
        hold("sum of the schools", sums, [getattr(summary.sums, field) for field in FIELDS])


def bills(server):
    """Due, waived and payable by school and name; the parts of each bill and of each statement add up."""
    totals, county = {}, dict.fromkeys(FIELDS, 0)
    for school in server.call("finance", "ListSchools").schools:
        code = school.school_code
        names = {p.pupil_no: p.name for p in server.pages("finance", "ListPupils", "pupils", school_code=code)}
        rows = server.pages("finance", "ListBills", "bills", school_code=code, month=MONTH)
        hold("pupils with a bill", sorted(row.pupil_no for row in rows), sorted(names))
        of_school = {field: sum(getattr(row, field) for row in rows) for field in FIELDS}
        totals[code] = {**of_school, "pupils": {names[r.pupil_no]: {f: getattr(r, f) for f in FIELDS} for r in rows}}
        county = {field: county[field] + of_school[field] for field in FIELDS}
        for row in rows:
            full = server.call("finance", "GetBill", school_code=code, pupil_no=row.pupil_no, month=MONTH)
            hold("lines", sum(line.due_fen for line in full.bill.lines), row.due_fen)
            hold("payee", bool(full.payee.name), True)
            hold("citations", bool(full.citations), bool(full.bill.lines))
        [statement] = server.call("finance", "ListStatements", school_code=code, month=MONTH).statements
        hold("statement", {field: getattr(statement.sums, field) for field in FIELDS}, of_school)
    statements = server.call("finance", "ListStatements", month=MONTH)
    hold("statement of the county", {field: getattr(statements.total, field) for field in FIELDS}, county)
    return totals


def published(server):
    for who in "head", "coordinator", "treasurer":
        server.refused(who, "PublishStatement", "PERMISSION_DENIED", request_id="publish-no", month=MONTH, school_code="3708290901")
    first = server.call("finance", "PublishStatement", request_id="publish-0001", month=MONTH)
    hold("schools published", [s.school_code[-2:] for s in first.schools], ["01", "02", "03"])
    again = server.call("finance", "PublishStatement", request_id="publish-0001", month=MONTH)
    hold("published again", [s.receipt.replayed for s in again.schools], [True] * 3)
    hold("receipts", [s.receipt.etag for s in again.schools], [s.receipt.etag for s in first.schools])
    reason = server.refused("head", "ReopenMonth", "FAILED_PRECONDITION", request_id="reopen-late", reason="too late",
                            school_code=SCHOOL, month=MONTH)
    hold("reason", reason, "MONTH_PUBLISHED")
    revisions = server.call("finance", "ListStatements", school_code=SCHOOL, month=MONTH, all_revisions=True).statements
    hold("revisions kept", [s.revision for s in revisions], [0, 1])


def corrections(server):
    due = {}
    for row in server.pages("finance", "ListCorrectionsDue", "corrections", month=MONTH):
        pupil = server.call("finance", "GetPupil", school_code=row.school_code, pupil_no=row.pupil_no).pupil
        due.setdefault(row.school_code, {})[pupil.name] = row.difference_fen
        hold("two persons for a charge that falls", row.needs_two_persons, False)
    return due


def export(server, who, **fields):
    parts = server.call(who, "ExportMonth", month=MONTH, **fields)
    content = b"".join(part.chunk for part in parts if part.WhichOneof("part") == "chunk")
    trailer = parts[-1].trailer
    hold("hash of the file", trailer.sha256, hashlib.sha256(content).hexdigest())
    hold("size of the file", trailer.size_bytes, len(content))
    return content, trailer.rows


def exports(server, totals):
    sums, rows_of = {}, {}
    for form in "CSV", "JSON_LINES", "XLSX":
        for content in "BILLS", "BILL_LINES", "MARKS":
            whole, rows = export(server, "office", content=f"EXPORT_CONTENT_{content}", format=f"EXPORT_FORMAT_{form}")
            hold(f"rows of {content}", rows_of.setdefault(content, rows), rows)
            sums[form, content] = whole
    table = list(csv.DictReader(io.StringIO(sums["CSV", "BILLS"].decode("utf-8-sig"))))
    found = {}
    for row in table:
        found.setdefault(row["学校标识码"], {})[row["姓名"]] = dict(zip(FIELDS, (fen(row[h]) for h in ("应收(元)", "免收(元)", "应缴(元)"))))
    hold("exported bills", found, {code: of_school["pupils"] for code, of_school in totals.items()})
    lines = [json.loads(line) for line in sums["JSON_LINES", "BILL_LINES"].decode().splitlines()]
    hold("exported lines", sum(line["due_fen"] for line in lines), sum(t["due_fen"] for t in totals.values()))
    marks = sums["JSON_LINES", "MARKS"].decode()
    hold("money or waivers among marks", any(word in marks for word in ("fen", "waive", "dibao", "hardship")), False)
    for who, content in ("head", "BILLS"), ("teacher", "BILL_LINES"), ("treasurer", "MARKS"):
        asked = {"month": MONTH, "content": f"EXPORT_CONTENT_{content}", "format": "EXPORT_FORMAT_CSV"}
        server.refused(who, "ExportMonth", "PERMISSION_DENIED", **asked)


def rolls_read_back(server, teacher):
    """A correction of one pupil takes nothing away from the others on the sheet."""
    days = {"first": day("2023-03-20"), "last": day("2023-03-24")}
    entries = server.pages("teacher", "ListRolls", "entries", school_code=SCHOOL, days=days)
    names = {number: name for name, number in teacher.numbers.items()}
    said = {}
    for entry in entries:
        for mark in entry.marks.marks:
            key = entry.marks.date.day, names[entry.pupil_no], mark.slot
            hold(f"marks of {key}", key in said, False)
            said[key] = mark.status
    present, late, absent = 1, 2, 6
    hold("marks", said, {(20, "叶小满", 1): absent, (20, "祝长安", 1): present, (22, "叶小满", 1): absent,
                         (22, "祝长安", 1): present, (24, "叶小满", 1): late, (24, "祝长安", 1): present})
    every = server.pages("teacher", "ListRolls", "entries", school_code=SCHOOL, all_revisions=True, days=days)
    revisions = [e.marks.revision for e in every if (e.marks.date.day, e.pupil_no) == (24, teacher.numbers["叶小满"])]
    hold("revisions of the 24th", revisions, [0, 1, 2])


def findings(server):
    rows = server.pages("finance", "BillingService.ListFindings", "findings", month=MONTH)
    by_head = server.pages("head_junior", "BillingService.ListFindings", "findings", month=MONTH)
    codes = lambda rows: sorted({(row.school_code, row.finding.code) for row in rows})
    return codes(rows), codes(by_head)


def guardians(server):
    """A guardian sees the bill of the own child, and of nobody else."""
    own = server.call("guardian", "GetBill", school_code=SCHOOL, pupil_no=1, month=MONTH).bill
    rows = server.call("guardian", "ListBills", school_code=SCHOOL, month=MONTH).bills
    hold("bills of a guardian", [row.pupil_no for row in rows], [1])
    for number in 2, 3, 99:
        server.refused("guardian", "GetBill", "PERMISSION_DENIED", school_code=SCHOOL, pupil_no=number, month=MONTH)
    hold("the child's bill", own.payable_fen, rows[0].payable_fen)


def changes(server):
    """Changes are numbered without gaps, and say who did what."""
    for code in ("", "3708290901", "3708290902", SCHOOL):
        rows = server.pages("office", "ListChanges", "changes", school_code=code)
        hold(f"numbers of {code}", [row.change_no for row in rows], list(range(1, len(rows) + 1)))
        ids = [row.request_id for row in rows if row.request_id]
        hold("request ids", len(ids), len(set(ids)))
    found = [(row.actor, row.action.rsplit(".")[-1]) for row in rows if row.actor in ("head-3", "coordinator-3")]
    hold("acts of the school", found, [("head-3", "reopen_month"), ("coordinator-3", "lock_month")])


def main(address, tokens, folder):
    folder = Path(folder)
    with grpc.insecure_channel(address) as channel:
        server = Server(channel, json.loads(Path(tokens).read_text()))
        server.refused(None, "ListSchools", "UNAUTHENTICATED")
        bring_files(server, folder / "files")
        close(server, "close-0001", closed=3)
        first = bills(server)
        teacher = Teacher(server)
        reopened_and_locked(server, teacher, folder / "entered/补录.csv")
        close(server, "close-0002", closed=1)
        published(server)
        hold("corrections due at first", corrections(server), {})
        teacher.submit(folder / "entered/更正.csv", "later", "found on reading the sheets again", late=True)
        totals = bills(server)
        exports(server, totals)
        rolls_read_back(server, teacher)
        finance, head = findings(server)
        nothing_of_others(server)
        no_waivers_for_the_head(server)
        guardians(server)
        changes(server)
        told = {"first": first, "published": totals, "corrections": corrections(server), "findings": finance, "findings_of_the_head": head}
    print(json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
