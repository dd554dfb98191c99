#!/usr/bin/env python3
"""campaign.py ADDRESS TOKENS FOLDER [PATIENCE]: walks a campaign of inspection through a Kehou server, as the county's people would.

FOLDER is tests/transcript/campaign; TOKENS a JSON file with a token for each of: programme, finance, leading, discipline,
personnel, auditor, head (3708290801), head_town (3708290803), i1 to i7 (inspectors of these persons).
A call that the server went away from is sent again for PATIENCE seconds, by default not at all.
Every step is held against what it must answer. The draw, the scores and the bound are reckoned again here, from the formats
and rules alone. Prints what came out, as JSON.

Knows nothing of Kehou but what the server tells through gRPC reflection. Needs grpcio, grpcio-reflection, protobuf.
"""
import csv
import hashlib
import json
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from math import comb
from pathlib import Path
from string import Template

import grpc

from client import day
from reflected import Server, hold

HEAD, TOWN = "3708290801", "3708290803"
AFFILIATIONS = {"县直": "AFFILIATION_COUNTY_DIRECT", "镇街": "AFFILIATION_TOWN"}
STAGES = {"小学": "SCHOOL_STAGE_PRIMARY", "初中": "SCHOOL_STAGE_JUNIOR", "九年一贯制": "SCHOOL_STAGE_NINE_YEAR"}
GIVEN = {"是": "GIVEN_ANSWER_YES", "否": "GIVEN_ANSWER_NO", "不适用": "GIVEN_ANSWER_NOT_APPLICABLE"}
PDF = b"%PDF-1.4\n% an invented list of refunds\n"


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# The county lives by UTC+8.
NOW = datetime.now(timezone(timedelta(hours=8))).date()
TODAY = NOW.isoformat()


def ordered(path):
    """The text of a campaign whose second stage holds today; a visit can't be dated before the self-check it is held against."""
    ends = {"a": -60, "b": -31, "c": -30, "d": 30, "e": 31, "f": 60}
    days = {name: (NOW + timedelta(ends[name])).isoformat() for name in ends}
    return Template(path.read_text(encoding="utf-8")).substitute(days)


def put_schools(server, rows):
    for row in rows:
        profile = {
            "days": {"first": day("2020-09-01")}, "name": row["学校名称"], "affiliation": AFFILIATIONS[row["隶属关系"]],
            "town": row["镇街代码"], "stage": STAGES[row["办学类型"]], "fee_place": "FEE_PLACE_RURAL",
            "centrality": "CENTRALITY_CENTRAL" if row["中心小学"] == "是" else "CENTRALITY_ORDINARY",
        }
        server.call("programme", "PutSchool", request_id=f"school-{row['学校标识码']}", school_code=row["学校标识码"], profiles=[profile])


def framed(server, campaign):
    """The frame, seen before it is fixed; nothing can be drawn from it yet."""
    fix = {"campaign_no": campaign, "on": day("2023-04-17"), "reason": "the schools of 17 April",
           "settings": {"reading": "QUOTA_READING_LITERAL", "spread": "QUOTA_SPREAD_COUNTY"}}
    server.refused("head", "FixFrame", "PERMISSION_DENIED", request_id="frame-0000", **fix)
    looked = server.call("programme", "FixFrame", request_id="frame-0001", validate_only=True, **fix).frame
    server.refused("programme", "CommitDraw", "FAILED_PRECONDITION", request_id="commit-00", campaign_no=campaign, source=source())
    fixed = server.call("programme", "FixFrame", request_id="frame-0001", **fix).frame
    hold("the frame that was looked at", looked, fixed)
    return fix, fixed


def source():
    return {"witnessed": {"what": "ten balls drawn in public", "digits": 10, "witnesses": ["parents", "notary"]}}


def material(digits="0831420975", witnesses=("parents", "notary")):
    return {"witnessed": {"digits": digits, "witnesses": list(witnesses)}}


def drawn(server, campaign, fix):
    """Committed, then drawn; neither can be done again, nor the frame changed."""
    of = {"campaign_no": campaign}
    reveal = {"material": material(), **of}
    hold("a seed before the commitment", server.refused("programme", "RevealSeed", "FAILED_PRECONDITION", request_id="seed-0000", **reveal) != "", True)
    committed = server.call("programme", "CommitDraw", request_id="commit-01", source=source(), **of).commitment
    again = server.call("programme", "CommitDraw", request_id="commit-01", source=source(), **of)
    hold("a repeated commitment", again.receipt.replayed, True)
    server.refused("programme", "CommitDraw", "FAILED_PRECONDITION", request_id="commit-02", source=source(), **of)
    server.refused("programme", "FixFrame", "FAILED_PRECONDITION", request_id="frame-0002", **{**fix, "on": day("2023-04-18")})
    server.refused("programme", "RevealSeed", "FAILED_PRECONDITION", request_id="seed-0001", material=material(witnesses=("parents", "nobody")), **of)
    server.call("programme", "RevealSeed", request_id="seed-0002", **reveal)
    server.refused("programme", "RevealSeed", "FAILED_PRECONDITION", request_id="seed-0003", material=material("1111111111"), **of)
    proof = server.call("auditor", "GetDrawProof", campaign_no=campaign, stage="DRAW_STAGE_SCHOOLS")
    verified = server.call(None, "VerifyDraw", proof_json=proof.proof_json, published_sha256=committed.schools_sha256)
    hold("the proof holds", (verified.is_verified, len(verified.problems)), (True, 0))
    forged = proof.proof_json.replace('"0831420975"', '"0831420976"')
    hold("a forged proof", server.call(None, "VerifyDraw", proof_json=forged).is_verified, False)
    return json.loads(proof.proof_json)


def tickets(seed, codes):
    """The codes in the order of their tickets, from the published algorithm."""
    inner = hashlib.sha256(seed.encode("utf-8")).hexdigest()

    def number(code):
        hashed = int(hashlib.sha256((inner + code).encode("utf-8")).hexdigest(), 16)
        return "0." + str(hashed).zfill(64)[::-1]

    return sorted(codes, key=lambda code: (number(code), code))


def drawn_again(rows, proof, quotas):
    """Who is drawn in each town, reckoned from the hand-written list of schools and the seed alone."""
    others = {}
    for row in rows:
        if row["隶属关系"] == "镇街" and row["办学类型"] == "小学" and row["中心小学"] == "否":
            others.setdefault(row["镇街代码"], []).append(row["学校标识码"])
    order = {town: tickets(proof["seed"]["text"], codes) for town, codes in others.items()}
    return order, {town: order[town][:quotas[town]] for town in order}


def planned(server, campaign, order, chosen):
    """A drawn school can't be visited: the next in the order of the draw takes its place."""
    gone, substitute = chosen["370829122"][0], order["370829122"][2]
    change = {"campaign_no": campaign, "school_code": gone, "reason": "the road is washed away"}
    server.refused("programme", "SubstituteVisit", "INVALID_ARGUMENT", request_id="substitute-0", **{**change, "reason": ""})
    server.refused("programme", "SubstituteVisit", "FAILED_PRECONDITION", request_id="substitute-1", **{**change, "school_code": HEAD})
    server.call("programme", "SubstituteVisit", request_id="substitute-2", **change)
    visits = server.pages("auditor", "ListVisits", "visits", campaign_no=campaign)
    by_school = {visit.school_code: visit for visit in visits}
    hold("who takes the place", by_school[substitute].instead_of, gone)
    hold("the reason of the cancelled visit", by_school[gone].cancelled.why, "the road is washed away")
    kept = sorted(code for codes in chosen.values() for code in codes)
    hold("drawn schools", sorted(v.school_code for v in visits if v.reason == 2), kept)
    reasons = Counter({1: "must", 2: "drawn", 4: "substituted"}[v.reason] for v in visits if not v.cancelled.why)
    return {**reasons, "cancelled": sum(1 for v in visits if v.cancelled.why)}


def inspector(number, links=()):
    return {"person": f"inspector-{number}", "name": f"督查员{number}", "links": list(links)}


def assigned(server, campaign):
    family = {"school_code": HEAD, "is_family": True}
    workplace = {"school_code": HEAD, "workplace": {"first": day("2015-09-01"), "last": day("2021-06-30")}}
    long_ago = {"school_code": TOWN, "workplace": {"first": day("2010-09-01"), "last": day("2019-06-30")}}
    few = [inspector(1, [family]), inspector(2, [workplace]), inspector(3), inspector(4)]
    assign = {"campaign_no": campaign, "on": day("2023-04-19")}
    server.call("programme", "PutInspectors", request_id="inspectors-1", inspectors=few)
    why = server.refused("programme", "AssignInspectors", "FAILED_PRECONDITION", request_id="assign-01", **assign)
    hold("why there are no groups", why, "ASSIGN_COLLIDES")
    server.call("programme", "PutInspectors", request_id="inspectors-2", inspectors=few + [inspector(5, [long_ago]), inspector(6), inspector(7)])
    server.call("programme", "AssignInspectors", request_id="assign-02", **assign)
    visits = server.pages("auditor", "ListVisits", "visits", campaign_no=campaign, standing_only=True)
    groups = {visit.school_code: {member.inspector for member in visit.group} for visit in visits}
    hold("sizes of groups", {len(group) for group in groups.values()}, {3})
    hold("nobody at a school of their own", groups[HEAD] & {1, 2}, set())
    loads = Counter(member for group in groups.values() for member in group)
    hold("loads are even", max(loads.values()) - min(loads.values()) <= 1, True)
    return groups


def answers(checklist, rows, column):
    said = {row["条目"]: row for row in rows}

    def answer(item):
        row = said.get(item.id)
        given = GIVEN[row[column]] if row else "GIVEN_ANSWER_YES"
        corrected = row["边查边改"] if row and given == "GIVEN_ANSWER_NO" else ""
        return {"item": item.id, "given": given, "corrected": corrected}

    return [answer(item) for part in checklist.parts for item in part.items]


def points(checklist, rows):
    """Points earned and possible, by the rubric and the hand-written answers."""
    said = {row["条目"]: row["检查"] for row in rows}
    items = [item for part in checklist.parts for item in part.items]
    possible = sum(item.points for item in items if said.get(item.id) != "不适用")
    return possible - sum(item.points for item in items if said.get(item.id) == "否"), possible


def visited(server, campaign, groups, rows):
    checklist = server.call("head", "GetChecklist", checklist_id="service-inspection", checklist_version=1).checklist
    scores = {}
    for school, who in (HEAD, "head"), (TOWN, "head_town"):
        of_school = [row for row in rows if row["学校标识码"] == school]
        of = {"school_code": school, "campaign_no": campaign}
        check = {"answers": answers(checklist, of_school, "自查"), **of}
        other = "head_town" if who == "head" else "head"
        server.refused(other, "SubmitSelfCheck", "PERMISSION_DENIED", request_id=f"self-no-{school}", **check)
        server.refused(who, "SubmitSelfCheck", "INVALID_ARGUMENT", request_id=f"self-no-{school}", **{**check, "answers": check["answers"][1:]})
        server.call(who, "SubmitSelfCheck", request_id=f"self-{school}", **check)
        member, stranger = min(groups[school]), min(set(range(1, 8)) - groups[school])
        visit = {"answers": answers(checklist, of_school, "检查"), "visited_on": day(TODAY), **of}
        server.refused(f"i{stranger}", "SubmitVisit", "FAILED_PRECONDITION", request_id=f"visit-no-{school}", **visit)
        server.call(f"i{member}", "SubmitVisit", request_id=f"visit-{school}", **visit)
        server.refused(who, "SubmitSelfCheck", "FAILED_PRECONDITION", request_id=f"self-late-{school}", **check)
        if school == HEAD:
            veto = {"ground": {"item": "6.1"}, "verdict": "VETO_VERDICT_CONFIRMED", "reason": "receipts show it", **of}
            server.refused("programme", "DecideVeto", "PERMISSION_DENIED", request_id="veto-0000", **veto)
            before = server.call("auditor", "GetVisitReport", **of)
            hold("a veto waits for a person", [(v.ground.item, v.verdict) for v in before.vetoes], [("6.1", 0)])
            server.call("leading", "DecideVeto", request_id="veto-0001", **veto)
        report = server.call(who, "GetVisitReport", **of)
        score = report.score
        hold(f"points of {school}", (score.earned, score.possible), points(checklist, of_school))
        hold(f"the lines of {school} add up", sum(line.earned for line in score.items), score.earned)
        untrue = sum(1 for item in report.items if item.relation == 2)
        corrected = sum(1 for item in report.items if item.corrected)
        scores[school] = {"earned": score.earned, "possible": score.possible, "grade": score.grade, "untrue": untrue, "corrected": corrected}
    return scores


def upload(content, name, school):
    header = {"request_id": f"attach-{school}", "school_code": school, "name": name, "sha256": hashlib.sha256(content).hexdigest()}
    yield {"header": header}
    for at in range(0, len(content), 16):
        yield {"chunk": content[at:at + 16]}


def rectified(server, groups):
    """The finding from its opening to its end; every step out of turn is refused."""
    of = {"school_code": HEAD}
    opening = {"problem": {"item": "6.1"}, "gravity": "GRAVITY_ILLEGAL_CHARGING", "what": "另收材料费", "observed_on": day(TODAY)}
    server.refused("head", "OpenFinding", "PERMISSION_DENIED", request_id="finding-00", opening=opening, **of)
    opened = server.call("i3", "OpenFinding", request_id="finding-01", opening=opening, **of)
    of["finding_no"] = opened.finding_no
    names = []

    def act(who, **deed):
        (name, _), = deed.items()
        names.append(name)
        return server.call(who, "AdvanceFinding", request_id=f"{name}-finding", deed=deed, **of)

    def no(who, code, **deed):
        (name, _), = deed.items()
        return server.refused(who, "AdvanceFinding", code, request_id=f"no-{name}-{who}-{len(names)}", deed=deed, **of)

    names.append("open")
    order = {"number": "样例整改〔2023〕7号", "demands": "退还全部材料费"}
    number = {"number": "样例通报〔2023〕7号"}
    hold("an announcement of what is not confirmed", no("finance", "FAILED_PRECONDITION", announce=number), "FINDING_ILLEGAL")
    act("i3", notify={})
    act("head", measure={"what": "已停止收费"})
    no("finance", "FAILED_PRECONDITION", confirm={"why": "too early"})
    act("head", respond={"text": "情况属实"})
    no("head", "PERMISSION_DENIED", confirm={"why": "my own"})
    hold("another desk", no("programme", "FAILED_PRECONDITION", confirm={"why": "not mine"}), "FINDING_OTHER_DESK")
    act("finance", confirm={"why": "账目一致"})
    no("finance", "INVALID_ARGUMENT", order={**order, "days": 31})
    act("finance", order=order)
    no("finance", "FAILED_PRECONDITION", close={})
    evidence = [{"sha256": hashlib.sha256(PDF).hexdigest(), "name": "../../退费清单.pdf"}]
    no("head", "FAILED_PRECONDITION", submit={"evidence": evidence})
    attached = server.call("head", "AttachEvidence", upload(PDF, "../../退费清单.pdf", HEAD))
    hold("what was attached", (attached.media_type, attached.size_bytes), ("application/pdf", len(PDF)))
    pieces = server.call("auditor", "GetAttachment", school_code=HEAD, sha256=attached.sha256)
    hold("what comes back", b"".join(piece.chunk for piece in pieces), PDF)
    act("head", submit={"evidence": evidence})
    verdict = {"verdict": "CORRECTION_VERDICT_ACCEPTED", "why": "收据与清单一致"}
    no("head", "PERMISSION_DENIED", verify=verdict)
    hold("a verifier with family at the school", no("i1", "FAILED_PRECONDITION", verify=verdict), "FINDING_NOT_INDEPENDENT")
    act("i4", verify=verdict)
    act("finance", close={})
    letterhead = {"issuer": "样例县教育和体育局", "addressee": "县直听泉实验小学", "issued_on": day(TODAY)}
    page = server.call("finance", "GetRectificationOrder", letterhead=letterhead, finding=of)
    hold("the order names its number", "样例整改〔2023〕7号" in page.html, True)
    done = server.call("auditor", "GetFinding", **of)
    hold("acts", len(done.acts), len(names))
    hold("stage", done.finding.stage, 9)
    return names, of["finding_no"]


def filed(server, finding):
    """A case that only discipline reads, and an entry of a principal's file that needs two keys."""
    receive = {"source": {"report": {}}, "school_code": HEAD, "matter": "反映违规收费", "reporter": {"name": "某家长", "contact": "13900000000"}}
    server.refused("programme", "ReceiveCase", "PERMISSION_DENIED", request_id="case-0000", **receive)
    case = server.call("discipline", "ReceiveCase", request_id="case-0001", **receive).case_no
    for who in "leading", "personnel", "auditor", "head":
        server.refused(who, "GetCase", "PERMISSION_DENIED", case_no=case)
    seen = server.call("discipline", "GetCase", case_no=case)
    hold("the case names nobody", "某家长" in str(seen), False)
    hold("the reporter", server.call("discipline", "GetReporter", case_no=case).reporter.name, "某家长")

    post = {"person": "head-1", "first_day": day("2020-09-01")}
    server.call("personnel", "PutPosts", request_id="posts-001", school_code=HEAD, posts=[post])
    basis = {"school_code": HEAD, "finding_no": finding}
    entry = server.call("personnel", "ProposeEntry", request_id="entry-001", finding=basis).entry_no

    def turn(who, key, name):
        number = {"key": f"ENTRY_KEY_{key}", "number": f"样例决定〔2023〕{name}号"}
        return {"request_id": f"turn-{name}-{who}", "entry_no": entry, "deed": {"turn": number}}

    server.refused("leading", "AdvanceEntry", "FAILED_PRECONDITION", **turn("leading", "LEADING_GROUP", 1))
    state = {"request_id": "state-001", "entry_no": entry, "deed": {"state": {"text": "已整改"}}}
    server.refused("head_town", "AdvanceEntry", "NOT_FOUND", **{**state, "request_id": "state-000"})
    server.call("head", "AdvanceEntry", **state)
    server.refused("personnel", "AdvanceEntry", "FAILED_PRECONDITION", **turn("personnel", "PERSONNEL", 2))
    server.refused("discipline", "AdvanceEntry", "PERMISSION_DENIED", **turn("discipline", "LEADING_GROUP", 3))
    server.call("leading", "AdvanceEntry", **turn("leading", "LEADING_GROUP", 1))
    server.call("personnel", "AdvanceEntry", **turn("personnel", "PERSONNEL", 2))
    for who in "auditor", "finance", "head_town":
        server.refused(who, "GetFile", "PERMISSION_DENIED", person="head-1")
    places = server.call("leading", "GetFile", person="head-1").places
    hold("entries in the file", len(places), 1)
    return {4: "entered"}.get(places[0].entry.open.stage)


def nothing_of_others(server, finding):
    """A head teacher reads nothing about another school by any RPC of inspections that names one."""
    known = {"school_code": HEAD, "campaign_no": 1, "finding_no": finding, "sha256": hashlib.sha256(PDF).hexdigest()}
    letterhead = {"issuer": "某单位", "addressee": "某校", "issued_on": day(TODAY)}
    asked = []
    for service in server.services():
        for method in service.methods if service.full_name.startswith("kehou.inspection.") else ():
            fields = {field.name for field in method.input_type.fields}
            question = {name: known[name] for name in known if name in fields}
            if method.name == "GetRectificationOrder":
                question = {"letterhead": letterhead, "finding": {"school_code": HEAD, "finding_no": finding}}
            if not method.name.startswith(("Get", "List")) or not {"school_code", "finding"} & set(question):
                continue
            name = f"{service.name}.{method.name}"
            own = {"ListEntries": "entries", "GetWorklist": "tasks"}.get(method.name)
            if own:  # What is the caller's own, of all schools: nothing of this one.
                hold(name, len(getattr(server.call("head_town", name, **question), own)), 0)
            else:
                server.refused("head_town", name, "PERMISSION_DENIED", **question)
            asked.append(method.name)
    hold("RPCs about one school", len(asked) >= 9, True)


def bounded(server):
    """All of 40 must-visit schools, 80 of 130 others, 2 and 3 with a violation: at most so many have one (95 %)."""
    strata = [{"stratum": "must", "schools": 40, "visited": 40, "found": 2}, {"stratum": "others", "schools": 130, "visited": 80, "found": 3}]
    told = server.call(None, "BoundViolations", strata=strata, rate={"times": 1, "of": 20}).statement

    def at_most(schools, seen, found):
        fits = lambda bad: 20 * sum(comb(bad, k) * comb(schools - bad, seen - k) for k in range(found + 1)) > comb(schools, seen)
        return max(bad for bad in range(found, schools - seen + found + 1) if fits(bad))

    hold("the bound", told.at_most, 2 + at_most(130, 80, 3))
    return {"at_most": told.at_most, "found": told.found}


def main():
    address, tokens, folder = sys.argv[1], json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3])
    patience = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    quick = [("grpc.initial_reconnect_backoff_ms", 50), ("grpc.min_reconnect_backoff_ms", 50), ("grpc.max_reconnect_backoff_ms", 100)]
    server = Server(grpc.insecure_channel(address, options=quick), tokens, patience)
    rows = read(folder / "学校名单.csv")
    put_schools(server, rows)
    server.refused("head", "OpenCampaign", "PERMISSION_DENIED", request_id="campaign-0")
    text = ordered(folder / "专项行动.toml")
    campaign = server.call("programme", "OpenCampaign", request_id="campaign-1", text=text).campaign_no
    fix, frame = framed(server, campaign)
    readings = {reading.reading: reading.drawn for reading in frame.readings}
    shares = {share.stratum: share.drawn for share in frame.shares}
    proof = drawn(server, campaign, fix)
    order, chosen = drawn_again(rows, proof, shares)
    told = {one["stratum"]: one["drawn"] for one in proof["result"]}
    hold("who is drawn, reckoned apart", {town: told[town] for town in chosen}, chosen)
    visits = planned(server, campaign, order, chosen)
    groups = assigned(server, campaign)
    scores = visited(server, campaign, groups, read(folder / "核对.csv"))
    finding, number = rectified(server, groups)
    nothing_of_others(server, number)
    print(json.dumps({
        "must_visit": sorted(s.school_code for s in frame.schools if getattr(s, "class") == 1),
        "counts": {name: getattr(frame.counts, name) for name in ("town_schools", "must_visit", "must_visit_town", "others")},
        "readings": {"literal": readings[1], "others only": readings[2], "must-visit counts": readings[3]},
        "shares": shares,
        "visits": visits,
        "scores": scores,
        "finding": finding,
        "entry": filed(server, number),
        "bound": bounded(server),
    }, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
