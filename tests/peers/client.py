#!/usr/bin/env python3
"""client.py ADDRESS FOLDER: asks a Kehou server for the bills of March 2023 and prints each school's totals.

Knows nothing of Kehou but what the server tells through gRPC reflection (v1alpha): no generated stubs, no
proto files. Needs grpcio, grpcio-reflection and protobuf.
"""
import csv
import json
import re
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

SERVICE = "kehou.fee.v1.FeeService"
MONTH = "2023-03"
WEEK = "一二三四五六日"
WEEKDAYS = [f"WEEKDAY_{name}" for name in
            "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY".split()]
GRADES = {text: grade for grade, texts in enumerate(
    ["一 1", "二 2", "三 3", "四 4", "五 5", "六 6", "七 初一 7", "八 初二 8", "九 初三 9"], 1) for text in texts.split()}
AFFILIATIONS = {"县直": "COUNTY_DIRECT", "镇街": "TOWN", "民办": "PRIVATE"}
STAGES = {"小学": "PRIMARY", "初中": "JUNIOR", "九年一贯制": "NINE_YEAR", "完全中学": "COMPLETE_MIDDLE",
          "十二年一贯制": "TWELVE_YEAR", "特殊教育": "SPECIAL"}
SLOT_KINDS = {"课后服务": "REGULAR", "早到": "EARLY", "午间": "NOON", "晚自习": "EVENING", "延时托管": "LATE_CARE"}
PAYEES = {"财政专户": "TREASURY", "核算单位账户": "UNIT_ACCOUNT", "学校账户": "SCHOOL_ACCOUNT",
          "非税平台": "NONTAX_PLATFORM", "家委会": "PARENTS_COMMITTEE", "机构": "AGENCY", "个人": "PERSON"}
REASONS = {"天气": "WEATHER", "传染病": "ILLNESS", "考点": "EXAM_SITE", "中考离校": "AFTER_ENTRANCE_EXAM",
           "寄宿生离校": "BOARDERS_DEPARTURE", "其他": "OTHER"}
DECISIONS = {"": "PENDING", "待核": "PENDING", "确认": "CONFIRMED", "不符": "REJECTED"}
STATUSES = {"√": "PRESENT", "迟": "LATE", "早": "LEFT_EARLY", "假": "EXCUSED", "病": "SICK", "旷": "ABSENT", "停": "CANCELLED"}


def read(path):
    """The rows of a CSV file in UTF-8, with or without a byte order mark, or GB18030."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return list(csv.DictReader(text.splitlines()))


def civil(on):
    return {"year": on.year, "month": on.month, "day": on.day}


def day(text):
    return civil(date.fromisoformat(text))


def span(row, first, last):
    return {"first": day(row[first]), **({"last": day(row[last])} if row[last] else {})}


def fen(yuan):
    whole, _, part = yuan.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def grade(cell):
    return GRADES[cell.removesuffix("年级")]


def class_of(row):
    return {"grade": grade(row["年级"]), "number": int(re.sub(r"\D", "", row["班级"]))}


def weekdays(cell):
    return WEEKDAYS if cell == "全部" else [WEEKDAYS[WEEK.index(name)] for name in cell]


def numbers(cell, every):
    if cell == "全部":
        return list(every)
    first, dash, last = cell.partition("-")
    return list(range(int(first), int(last) + 1)) if dash else [int(part) for part in cell.split(",")]


class Files:
    """The files of one folder."""

    def __init__(self, folder):
        self.folder = folder
        self.tables = {path.stem: read(path) for path in folder.glob("*.csv")}
        self.rolls = [row for path in sorted((folder / "考勤").glob("*.csv")) for row in read(path)]

    def rows(self, name, school):
        return [row for row in self.tables[name] if row["学校标识码"] == school]

    def school(self, row):
        """The message SchoolFacts of a row of the management list."""
        code = row["学校标识码"]
        rural = {"是": True, "否": False}.get(row["农村学校"], row["隶属关系"] == "镇街")
        calendar = self.rows("校历", "") + self.rows("校历", code)
        working = self.tables["工作日历"]
        return {
            "school_code": code,
            "affiliation": "AFFILIATION_" + AFFILIATIONS[row["隶属关系"]],
            "stage": "SCHOOL_STAGE_" + STAGES[row["办学类型"]],
            "fee_place": "FEE_PLACE_RURAL" if rural else "FEE_PLACE_ELSEWHERE",
            "terms": [{"name": r["名称"], "days": span(r, "开始日期", "结束日期")} for r in calendar if r["类型"] == "学期"],
            "calendar": [entry(r) for r in calendar if r["类型"] != "学期"],
            "public_calendar": {"holidays": [day(r["日期"]) for r in working if r["类型"] == "休"],
                                "make_up_days": [day(r["日期"]) for r in working if r["类型"] == "班"]},
            "plan": [planned(r) for r in self.rows("服务计划", code)],
            "fee_notices": [notice(r) for r in self.rows("收费公示", code)],
            "payees": [{"kind": "PAYEE_KIND_" + PAYEES[r["渠道类型"]], "name": r["户名"], "account": r["账号"],
                        "days": span(r, "生效日期", "截止日期")} for r in self.rows("收款渠道", code)],
        }

    def pupils(self, code):
        """The messages PupilFacts of a school; papers and rolls name pupils by class and name."""
        def key(row):
            return tuple(class_of(row).values()), row["姓名"]

        pupils = {}
        for row in self.rows("学生名册", code):
            facts = pupils.setdefault(key(row), {"pupil_ref": str(len(pupils) + 1), "placements": [], "applications": [],
                                                 "waivers": [], "days": []})
            facts["placements"].append({"days": span(row, "入班日期", "离班日期"), "class": class_of(row),
                                        "boarding": "BOARDING_BOARDER" if row["寄宿"] == "是" else "BOARDING_DAY"})
        for row in self.rows("申请表", code):
            pupils[key(row)]["applications"].append(application(row))
        for row in self.rows("减免名单", code):
            pupils[key(row)]["waivers"].append(waiver(row))
        for row in self.rolls:
            if row["学校标识码"] == code:
                pupils[key(row)]["days"].extend(day_marks(row))
        return list(pupils.values())


def entry(row):
    scope = {}
    if row["班级"]:
        scope = {"class": class_of(row)}
    elif row["年级"]:
        scope = {"grades": {"grades": [grade(row["年级"])]}}
    kind = {"放假": "HOLIDAY", "补课": "MAKE_UP", "停课": "CLOSED", "上课": "TEACHING"}[row["类型"]]
    said = {"days": span(row, "开始日期", "结束日期"), "kind": "DAY_KIND_" + kind, **scope}
    if kind == "MAKE_UP":
        said["follows"] = weekdays(row["按星期"])[0]
    if kind == "CLOSED":
        said["closure_reason"] = "CLOSURE_REASON_" + REASONS[row["原因"]]
    return said


def planned(row):
    slot = {"slot": int(row["时段"]), "kind": "SLOT_KIND_" + SLOT_KINDS[row["类型"]], "weekdays": weekdays(row["星期"]),
            "days": span(row, "开始日期", "结束日期"), "grades": numbers(row["年级"], range(1, 10)),
            "start": row["开始时间"], "end": row["结束时间"], "charging": "CHARGING_FREE",
            "cancelled_on": [day(text) for text in re.split("[;、]", row["取消日期"]) if text]}
    if row["收费"] == "是":
        slot["charging"] = "CHARGING_OWN_PRICE" if row["单价"] else "CHARGING_COUNTY_RATE"
        if row["单价"]:
            slot["price_fen"] = fen(row["单价"])
    return slot


def notice(row):
    return {"published_on": day(row["公示日期"]), "covers": span(row, "适用开始", "适用结束"), "rate_fen": fen(row["收费标准"]),
            "item": row["收费项目"], "basis_issuer": row["依据机关"], "basis_document": row["依据文号"], "unit": row["计费单位"],
            "scope": row["收费范围"], "waiver_policy": row["减免政策"], "complaint_phone": row["监督电话"]}


def application(row):
    asked = {"applied_on": day(row["申请日期"]), "slots": numbers(row["时段"], range(1, 9)), "weekdays": weekdays(row["星期"])}
    if row["退出日期"]:
        asked["withdrawn_on"] = day(row["退出日期"])
    return asked


def waiver(row):
    if row["途径"] == "申请":
        return {"category": row["困难类别"], "approved_application": {"approved_on": day(row["批准日期"])}}
    match = {"listed_on": day(row["名单日期"]), "decision": "LIST_DECISION_" + DECISIONS[row["核定结果"]]}
    if row["核定日期"]:
        match["decided_on"] = day(row["核定日期"])
    if row["核定结果"] == "不符":
        match["rejection_reason"] = row["原因"]
    return {"category": row["困难类别"], "list_match": match}


def day_marks(row):
    """The messages DayMarks of a row of a roll: one a day of a wide row, one of a long row."""
    heads = {head: re.fullmatch(r"(?:2023-)?(\d+)[-月](\d+)(?:/|日第)(\d)节?", head) for head in row}
    cells = [(date(2023, int(m[1]), int(m[2])), int(m[3]), row[head]) for head, m in heads.items() if m]
    if "标记" in row:
        cells = [(date.fromisoformat(row["日期"]), int(row["时段"]), row["标记"])]
    days = {}
    for on, slot, sign in cells:
        if sign and on.isoformat()[:7] == MONTH:
            days.setdefault(on, []).append({"slot": slot, "status": "MARK_STATUS_" + STATUSES[sign]})
    entered = {}
    if row.get("录入时间"):
        county = timezone(timedelta(hours=8))
        at = datetime.fromisoformat(row["录入时间"]).replace(tzinfo=county).astimezone(timezone.utc)
        entered = {"recorded_at": at}
    return [{"date": civil(on), "marks": marks, "revision": int(row.get("修订") or 0), **entered} for on, marks in days.items()]


def main(address, folder):
    files = Files(Path(folder))
    with grpc.insecure_channel(address) as channel:
        pool = DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
        method = pool.FindServiceByName(SERVICE).FindMethodByName("AssessFees")
        Request, Response = GetMessageClass(method.input_type), GetMessageClass(method.output_type)
        call = channel.unary_unary(f"/{SERVICE}/AssessFees", request_serializer=Request.SerializeToString,
                                   response_deserializer=Response.FromString)
        totals = {}
        for school in files.tables["学校名单"]:
            request = Request(month=MONTH, purpose="PURPOSE_BILL", on=civil(date(2023, 4, 10)), detail="BILL_DETAIL_TOTALS",
                              school=files.school(school), pupils=files.pupils(school["学校标识码"]))
            bills = call(request, timeout=20).bills
            totals[school["学校标识码"]] = {field: sum(getattr(bill, field) for bill in bills)
                                       for field in ("due_fen", "waived_fen", "payable_fen")}
    print(json.dumps(totals, indent=2, sort_keys=True))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
