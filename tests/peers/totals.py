#!/usr/bin/env python3
"""totals.py FOLDER [ROLLS…] [--pupils]: each school's totals of March 2023, straight from the rules, with more rolls beside
those of the folder; with --pupils each pupil's beside them. Shares no code with Kehou."""
import csv, json, re, sys
from datetime import date, timedelta
from pathlib import Path

FOLDER, *MORE = [Path(word) for word in sys.argv[1:] if word != "--pupils"]
WEEK, THERE = "一二三四五六日", set("√迟早")

def table(path):
    raw = path.read_bytes()
    encoding = "gb18030" if b"\xc9\xea\xc7\xeb" in raw else "utf-8-sig"  # 申请 in GB18030
    return list(csv.DictReader(raw.decode(encoding).splitlines()))

def rows(name, **cells): return [r for r in table(FOLDER / f"{name}.csv") if all(r[k] == v for k, v in cells.items())]
def day(text, other=None): return date.fromisoformat(text) if text else other
def within(on, row, first, last): return day(row[first], date.min) <= on <= day(row[last], date.max)
def minutes(clock): return int(clock[:2]) * 60 + int(clock[3:])
def days(first, count): return [first + timedelta(i) for i in range(count)]

term = rows("校历", 类型="学期")[0]
holidays = {day(r["日期"]) for r in rows("工作日历", 类型="休")}
locked = [d for d in days(date(2023, 4, 1), 20) if d.weekday() < 5 and d not in holidays][2]  # F9

def taught(school, on):  # C8
    shut = [r for r in rows("校历", 学校标识码=school, 类型="停课") if within(on, r, "开始日期", "结束日期")]
    return on.weekday() < 5 and within(on, term, "开始日期", "结束日期") and not shut

said = {}  # (pupil, day, slot) -> (late or not, revision) -> signs
for row in (r for path in [*sorted((FOLDER / "考勤").glob("*.csv")), *MORE] for r in table(path)):
    wide = [(re.fullmatch(r"(?:2023-)?(\d+)[-月](\d+)(?:/|日第)(\d)节?", head), sign) for head, sign in row.items()]
    cells = [(date(2023, int(m[1]), int(m[2])), m[3], sign) for m, sign in wide if m]
    for on, slot, sign in cells or [(day(row["日期"]), row["时段"], row["标记"])]:
        lock = next(d for d in days(on, 30)[1:] if taught(row["学校标识码"], d))  # F9: 18:00 of that day
        late = (row.get("录入时间") or "") > f"{lock} 18:00"
        key = tuple(row[k] for k in ("学校标识码", "年级", "班级", "姓名")), on, slot
        if sign: said.setdefault(key, {}).setdefault((late, int(row.get("修订") or 0)), set()).add(sign)

def attended(signs):  # F8, F9: the last revision counts; contradictions and late entries add nothing
    in_time = [s for (late, _), s in sorted(signs.items()) if not late]
    lowered = any(late and not s <= THERE for (late, _), s in signs.items())
    return bool(in_time) and len(in_time[-1]) == 1 and in_time[-1] <= THERE and not lowered

def price(pupil, on, slot):  # F6, F10, F14, F18, F19: in fen; 0 when there is nothing to charge
    person = dict(zip(("学校标识码", "年级", "班级", "姓名"), pupil))
    week = WEEK[on.weekday()]
    here = [r for r in rows("学生名册", 寄宿="否", **person) if within(on, r, "入班日期", "离班日期")]
    asked = [r for r in rows("申请表", **person) if day(r["申请日期"]) < on <= day(r["退出日期"], date.max)
             and (r["时段"] == "全部" or slot in r["时段"]) and (r["星期"] == "全部" or week in r["星期"])]
    runs = [r for r in rows("服务计划", 学校标识码=pupil[0], 时段=slot, 类型="课后服务", 收费="是")
            if week in r["星期"] and within(on, r, "开始日期", "结束日期") and str(on) not in r["取消日期"]
            and minutes(r["结束时间"]) - minutes(r["开始时间"]) >= (40 if "初" in pupil[1] else 35)]
    fen = int((runs[0]["单价"] or "2.00").replace(".", "")) if runs else 0
    return fen if here and asked and taught(pupil[0], on) and fen <= 200 else 0

def waived(pupil, on):  # F2, F11
    return any(day(r["批准日期"]) <= locked if r["途径"] == "申请" else day(r["名单日期"]) <= on
               for r in rows("减免名单", 学校标识码=pupil[0], 姓名=pupil[3]))

totals = {r["学校标识码"]: dict(due_fen=0, waived_fen=0, payable_fen=0) for r in rows("学校名单")}
class_hours, pupils = {}, {}  # pupils: school -> name -> totals
for r in rows("学生名册"): pupils.setdefault(r["学校标识码"], {})[r["姓名"]] = dict(due_fen=0, waived_fen=0, payable_fen=0)
for (pupil, on, slot), signs in sorted(said.items(), key=lambda item: (item[0][1], item[0][2])):
    fen = price(pupil, on, slot) if attended(signs) else 0
    class_hours[pupil, on] = class_hours.get((pupil, on), 0) + (fen > 0)
    if class_hours[pupil, on] <= 2:  # F7
        for sums in totals[pupil[0]], pupils[pupil[0]][pupil[3]]:
            sums["due_fen"] += fen
            sums["waived_fen" if waived(pupil, on) else "payable_fen"] += fen
if "--pupils" in sys.argv: totals = {school: sums | {"pupils": pupils[school]} for school, sums in totals.items()}
print(json.dumps(totals, indent=2, sort_keys=True, ensure_ascii=False))
