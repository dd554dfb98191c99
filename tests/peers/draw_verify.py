"""Verifies the proof record of a draw with the published sampler, without Kehou's code.

    pip install consistent_sampler==1.0.10
    python3 draw_verify.py proof.json [PUBLISHED_COMMITMENT_HASH]

Exits 0 and prints what was drawn, or 1 and says what is not so. Written from the formats in
crates/kehou-draw/README.md.
"""

import hashlib
import json
import sys

from consistent_sampler import sampler

COMPARISON = "ticket numbers as text, character by character; of equal ones the lower id"
TOP = {"schema", "frame", "plan", "commitment", "seed", "tickets", "result"}


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def lines(*rows):
    return "".join("|".join(str(part) for part in row) + "\n" for row in rows)


def utf8(text):
    return text.encode("utf-8")


def hold(claim, is_so):
    if not is_so:
        sys.exit(f"not so: {claim}")


def frame_text(frame):
    units = frame["units"]
    codes = [utf8(unit["code"]) for unit in units]
    hold("units are in the order of their codes, each once", codes == sorted(set(codes)))
    rows = [("unit", u["code"], u["stratum"], u.get("weight", "-")) for u in units]
    return lines(("kehou-frame/1",), ("title", frame["title"]), ("as_of", frame["as_of"]),
                 ("units", len(units)), *rows)


def source_text(source):
    (kind, own), = source.items()
    if kind == "witnessed":
        names = own["witnesses"]
        rows = [("what", own["what"]), ("digits", own["digits"]), ("witnesses", len(names))]
        rows += [("witness", name) for name in names]
    elif kind == "commit_reveal":
        parties = own["parties"]
        names = [party["name"] for party in parties]
        rows = [("parties", len(parties))] + [("party", p["name"], p["sha256"]) for p in parties]
        hold("no party copied another's hash", len({p["sha256"] for p in parties}) == len(parties))
    else:
        hold("the source is known", kind == "beacon")
        names = None
        rows = [("name", own["name"]), ("round", own["round"]), ("not_before", own["not_before_micros"])]
    if names is not None:
        hold("witnesses or parties are two at least, in order, each once",
             len(names) >= 2 and [utf8(n) for n in names] == sorted({utf8(n) for n in names}))
    return lines(("source", kind), *rows)


def commitment_text(record):
    plan = record["plan"]
    quotas = plan["quotas"]
    strata = [utf8(quota["stratum"]) for quota in quotas]
    framed = {utf8(unit["stratum"]) for unit in record["frame"]["units"]}
    hold("each stratum of the frame has one quota, in order", strata == sorted(framed))
    return lines(("kehou-commitment/1",), ("frame", record["frame"]["sha256"]),
                 ("algorithm", plan["algorithm"]), ("quotas", len(quotas)),
                 *[("quota", quota["stratum"], quota["quota"]) for quota in quotas]
                 ) + source_text(plan["source"]) + lines(
                     ("committed_at", record["commitment"]["committed_at_micros"]))


def seed_text(record):
    seed = record["seed"]
    (kind, committed), = record["plan"]["source"].items()
    (given, material), = seed["material"].items()
    known, committed_at = seed["revealed_at_micros"], record["commitment"]["committed_at_micros"]
    hold("the seed was known after the commitment", known > committed_at)
    hold("the material is from the committed source", given == kind)
    if kind == "witnessed":
        digits = material["digits"]
        hold("the digits are as many as committed to",
             len(digits) == committed["digits"] and digits.isascii() and digits.isdigit())
        hold("the committed witnesses confirm", material["witnesses"] == committed["witnesses"])
        own = digits
    elif kind == "commit_reveal":
        reveals = material["reveals"]
        texts = [f"{reveal['nonce']}:{reveal['value']}" for reveal in reveals]
        hold("no nonce holds a colon", not any(":" in reveal["nonce"] for reveal in reveals))
        hold("each party revealed what its hash binds it to",
             [(r["party"], sha256(text)) for r, text in zip(reveals, texts)]
             == [(p["name"], p["sha256"]) for p in committed["parties"]])
        own = "|".join(texts)
    else:
        hold("the beacon's value could not be known earlier",
             committed_at < committed["not_before_micros"] <= known)
        own = material["value"]
    return f"kehou-seed/1|{record['commitment']['sha256']}|{kind}|{own}"


def ids_of(unit):
    weight = unit.get("weight")
    return [unit["code"]] if weight is None else [f"{unit['code']}#{n}" for n in range(1, weight + 1)]


def draw(record):
    """Every unit's ticket as the record has to list them, and who is drawn."""
    tickets, result = [], []
    for quota in record["plan"]["quotas"]:
        stratum = quota["stratum"]
        units = [unit for unit in record["frame"]["units"] if unit["stratum"] == stratum]
        hold(f"{stratum} has as many units as are drawn", 0 <= quota["quota"] <= len(units))
        ids = [one for unit in units for one in ids_of(unit)]
        places = {}
        for ticket in sampler(ids, seed=record["seed"]["text"], output="ticket", digits=100):
            code = ticket.id.split("#")[0]
            if code not in places:
                places[code] = len(places) + 1
                tickets.append({"stratum": stratum, "position": places[code], "code": code,
                                "id": ticket.id, "number": ticket.ticket_number,
                                "drawn": places[code] <= quota["quota"]})
        result.append({"stratum": stratum, "drawn": list(places)[:quota["quota"]]})
    return tickets, result


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        record = json.load(file)
    hold("the schema is known", record["schema"] == "kehou-draw-proof/1" and set(record) == TOP)
    hold("the algorithm is known", record["plan"]["algorithm"] == "consistent_sampler/1.0.10")
    hold("tickets are compared as the sampler does", record["plan"]["comparison"] == COMPARISON)
    hold("the frame has its hash", sha256(frame_text(record["frame"])) == record["frame"]["sha256"])
    commitment = sha256(commitment_text(record))
    hold("the commitment has its hash", commitment == record["commitment"]["sha256"])
    if len(sys.argv) > 2:
        hold("the commitment is the published one", commitment == sys.argv[2])
    hold("the seed is made of commitment and material", seed_text(record) == record["seed"]["text"])
    tickets, result = draw(record)
    hold("the tickets are those of the sampler", tickets == record["tickets"])
    hold("those drawn have the lowest tickets", result == record["result"])
    print(f"verified: commitment {commitment}")
    for one in result:
        print(f"{one['stratum']}: {' '.join(one['drawn'])}")


if __name__ == "__main__":
    main()
