"""Asks every RPC that reads the books, as people who may not know: nothing they may not know is told. (F12, C5)"""
import json

import grpc
from google.protobuf.json_format import MessageToDict

from client import day
from reflected import hold

MONTH, SCHOOL = "2023-03", "3708290903"


def read_methods(server):
    """Every RPC that reads the books."""
    kept = [s for s in server.services() if s.full_name.split(".")[1] in ("registry", "attendance", "fee", "admin", "audit")]
    return [m for s in kept for m in s.methods if m.name.startswith(("Get", "List", "Export"))]


def questions(server, method, code):
    """What to ask a read RPC about a school: its required fields, as their names and types say."""
    known = {"school_code": code, "pupil_no": 1, "month": MONTH, "import_id": 1, "include_contacts": False,
             "days": {"first": day("2023-03-01"), "last": day("2023-03-31")},
             "content": "EXPORT_CONTENT_MARKS", "format": "EXPORT_FORMAT_JSON_LINES"}
    fields = method.input_type.fields_by_name
    asked = {name: value for name, value in known.items() if name in fields and not (
        name == "format" and method.name == "ListRowErrors") and not (name == "pupil_no" and "page_token" in fields)}
    if method.name == "ListVersions":
        kinds = fields["kind"].enum_type.values_by_name
        pupils = {"PERSON", "GUARDIAN", "PLACEMENT", "APPLICATION", "WAIVER"}
        for kind in kinds:
            name = kind.removeprefix("FACT_KIND_")
            if name not in ("UNSPECIFIED", "WORKING_DAY"):
                yield {**asked, "kind": kind, **({"pupil_no": 1} if name in pupils else {})}
    elif method.name == "ExportMonth":
        for content in "BILLS", "BILL_LINES", "MARKS":
            yield {**asked, "content": f"EXPORT_CONTENT_{content}"}
    else:
        yield asked
    if "school_code" in fields and "page_token" in fields and method.name != "ListVersions":
        yield {name: value for name, value in asked.items() if name != "school_code"}


def answered(server, who, method, question):
    """What a read RPC answers, as text; nothing when it is refused."""
    try:
        answer = server.call(who, f"{method.containing_service.name}.{method.name}", **question)
    except grpc.RpcError as error:
        if error.code().name in ("PERMISSION_DENIED", "NOT_FOUND", "INVALID_ARGUMENT"):
            return error.code().name, ""
        raise
    parts = answer if isinstance(answer, list) else [answer]
    chunks = b"".join(getattr(part, "chunk", b"") for part in parts).decode()
    return "OK", chunks + json.dumps([MessageToDict(part, preserving_proto_field_name=True) for part in parts], ensure_ascii=False)


def nothing_of_others(server):
    """A treasurer of one school learns nothing of another by any RPC that reads. (F12, C5)"""
    others = {"3708290902": ("鸣泉", "裴听澜", "舒望北", "松岑"), SCHOOL: ("初阳", "叶小满", "蓝天一", "兰畔")}
    asked, told = 0, set()
    for method in read_methods(server):
        for code, names in others.items():
            for question in questions(server, method, code):
                where = f"{method.full_name} {question}"
                status, text = answered(server, "treasurer", method, question)
                if status == "INVALID_ARGUMENT" and "school_code" not in question:
                    continue  # A school must be named, as the next answer says to whoever may read all.
                hold(f"{where} as treasurer: {text}", status in ("OK", "PERMISSION_DENIED"), True)
                hold(f"{where}: names of another school", [w for w in (code, *names) if w in text], [])
                if "school_code" in question:
                    hold(f"{where} as treasurer", status, "PERMISSION_DENIED")
                asked += 1
                status, text = answered(server, "office", method, question)
                hold(f"{where} as office: {text}", status, "OK")
                if text != "[{}]":
                    told.add(method.name)
    hold("questions about others", asked > 40, True)
    # The questions are such that whoever may know is told; no row of these files was refused.
    hold("RPCs that tell nothing to anybody", {m.name for m in read_methods(server)} - told, {"ListRowErrors"})


WAIVER_WORDS = ("waived", "payable", "held", "waiver", "arrears", "免", "应缴", "dibao", "hardship")


def no_waivers_for_the_head(server):
    """A head teacher sees no waiver and no amount to be paid, by any RPC that reads. (F12)"""
    refused = set()
    for method in read_methods(server):
        for question in questions(server, method, "3708290902"):
            status, text = answered(server, "head_junior", method, question)
            if status == "INVALID_ARGUMENT" and "school_code" not in question:
                continue
            hold(f"{method.name} as head: {text}", status in ("OK", "PERMISSION_DENIED"), True)
            if status != "OK":
                refused.add(method.name)
            if method.name == "GetSchoolBook":  # The notice says to everybody what the waiver policy is (F15).
                text = text.replace("waiver_policy", "").replace("困难家庭学生免收", "")
            if question.get("kind") == "FACT_KIND_FEE_NOTICE":
                text = text.replace("waiver_policy", "").replace("困难家庭学生免收", "")
            hold(f"{method.name} {question} as head", [word for word in WAIVER_WORDS if word in text.lower()], [])
    hold("closed to the head", {"ListBills", "GetBill", "ListWaivers", "ListCorrectionsDue"} - refused, set())
    statement = server.call("head_junior", "ListStatements", month=MONTH, school_code="3708290902").statements[0]
    hold("what the head sees of the statement", (statement.sums.pupils, statement.sums.due_fen), (4, 10200))
