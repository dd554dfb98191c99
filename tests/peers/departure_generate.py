"""Invents a day's late hours of a school, as JSON for `kehou departure plan`.

    python3 departure_generate.py --groups 40 --rooms 45 --seed 1 > day.json

Four bands (16:40, 17:30, 18:00, 18:30 to 19:00; the standard end is 18:00), three buildings, class rooms of 45 to
60 places and one hall; a third of the groups are of the youngest. Fewer and fewer children stay: about 85, 55, 25
and 8 of a hundred. All names are invented.
"""

import argparse
import json
import random


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--groups", type=int, default=20)
    args.add_argument("--rooms", type=int, default=22)
    args.add_argument("--buildings", type=int, default=3)
    args.add_argument("--seed", type=int, default=1)
    print(json.dumps(day(args.parse_args()), indent=1))


def day(args):
    rng = random.Random(f"{args.groups}/{args.rooms}/{args.buildings}/{args.seed}")
    buildings = "ABC"[: args.buildings]
    rooms = []
    for n in range(args.rooms):
        building = buildings[n * len(buildings) // args.rooms]
        capacity = 120 if n == args.rooms - 1 else rng.choice([45, 48, 50, 55, 60])
        rooms.append({"name": f"{building}{n + 1:03}", "building": building, "capacity": capacity})
    groups = []
    for n in range(args.groups):
        size = rng.randint(34, 45)
        shares = [rng.uniform(0.75, 0.95), rng.uniform(0.35, 0.75), rng.uniform(0.1, 0.4), rng.uniform(0.0, 0.16)]
        staying, left = [], size
        for share in shares:
            left = min(left, round(size * share))
            staying.append(left)
        youngest = n * 6 < args.groups * 2
        groups.append(
            {"name": f"G{n + 1:03}", "level": "primary", "youngest": youngest, "home": rooms[n]["name"], "staying": staying}
        )
    adults = []
    for n in range(args.groups * 5 // 4 + 2):
        until = rng.choice(["18:00", "18:35", "19:00", "19:00", "19:00"])
        adult = {
            "name": f"T{n + 1:03}",
            "tie": "outside" if rng.random() < 0.1 else "own",
            "available": [["16:30", until]],
            "term_late": rng.randrange(0, 600, 5),
        }
        if rng.random() < 0.06:
            adult["statutory_end"] = "17:30"
        elif rng.random() < 0.1:
            adult["most_late"] = 30
        adults.append(adult)
    siblings = []
    for _ in range(args.groups):
        one, other = rng.sample(groups, 2)
        together = sum(1 for a, b in zip(one["staying"], other["staying"]) if a and b)
        if together:
            siblings.append({"one": one["name"], "other": other["name"], "bands": rng.randint(1, together)})
    bands = [("16:40", "17:30", 45), ("17:30", "18:00", 45), ("18:00", "18:30", 30), ("18:30", "19:00", 30)]
    return {
        "standard_end": "18:00",
        "overlap": 5,
        "least_on_site": 2,
        "bands": [{"starts": s, "ends": e, "primary_limit": n, "junior_limit": max(n, 30 if n == 30 else 50)} for s, e, n in bands],
        "groups": groups,
        "rooms": rooms,
        "adults": adults,
        "siblings": siblings,
    }


main()
