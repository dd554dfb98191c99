"""Times the list calls of a server on the books of a county, each as the median of seven.

    kehou demo DIR --size county && kehou serve --demo DIR > served.txt &
    python lists.py 127.0.0.1:50051 served.txt [FINDINGS]

With FINDINGS, so many inspection findings a school are opened first (at most once a DIR).
Needs grpcio, grpcio-reflection and protobuf.
"""
import re
import statistics
import sys
import time

import grpc
from reflected import Server

MONTH = {"month": "2023-03"}
DAYS = {"first": {"year": 2023, "month": 3, "day": 1}, "last": {"year": 2023, "month": 3, "day": 31}}


def tokens(path):
    with open(path) as served:
        return dict(re.findall(r"^\s+(\w+)\s.*\s(kehou_\w+)$", served.read(), re.MULTILINE))


def rows(answer):
    lists = [value for _, value in answer.ListFields() if not isinstance(value, (str, bytes)) and hasattr(value, "__len__")]
    return max(map(len, lists), default=0)


def timed(server, who, name, **fields):
    seconds = []
    for _ in range(7):
        begin = time.perf_counter()
        answer = server.call(who, name, **fields)
        seconds.append(time.perf_counter() - begin)
    size = fields.get("page_size", 100)
    where = fields.get("school_code", "county")
    print(f"{name:32} {where:10} page of {size:4}: {statistics.median(seconds) * 1000:7.1f} ms, {rows(answer)} rows", flush=True)


def open_findings(server, schools, each):
    for school in schools:
        for number in range(each):
            opening = {"problem": {"item": f"{1 + number % 6}.1"}, "gravity": "GRAVITY_ORDINARY", "what": f"样例问题{number}",
                       "observed_on": {"year": 2023, "month": 3, "day": 1 + number % 20}}
            server.call("inspector", "OpenFinding", request_id=f"fill-{school}-{number}", school_code=school, opening=opening)


def main(address, served, each=0):
    server = Server(grpc.insecure_channel(address), tokens(served))
    schools = [school.school_code for school in server.call("programme", "ListSchools", page_size=1000).schools]
    open_findings(server, schools, int(each))
    one = {"school_code": schools[0]}
    for who, name, fields in [
        ("programme", "ListSchools", {}),
        ("programme", "ListPupils", one),
        ("programme", "ListPupils", {**one, "page_size": 1000}),
        ("finance", "ListWaivers", one),
        ("programme", "ListRolls", {**one, "days": DAYS}),
        ("finance", "ListBills", {**one, **MONTH, "page_size": 1000}),
        ("finance", "ListStatements", {**MONTH, "page_size": 1000}),
        ("finance", "BillingService.ListFindings", {**MONTH, "page_size": 1000}),
        ("finance", "ListCorrectionsDue", MONTH),
        ("auditor", "ListChanges", one),
        ("inspector", "FindingService.ListFindings", {}),
        ("inspector", "FindingService.ListFindings", {"page_size": 1000}),
        ("inspector", "FindingService.ListFindings", one),
        ("leading_group", "ListCampaigns", {}),
    ]:
        timed(server, who, name, **fields)


if __name__ == "__main__":
    main(*sys.argv[1:])
