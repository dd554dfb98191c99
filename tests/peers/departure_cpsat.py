"""Plans a day's late hours with OR-Tools CP-SAT, to compare with `kehou departure plan`.

    pip install ortools==9.15.6755
    python3 departure_cpsat.py day.json --seconds 45 --workers 2

Reads what departure_generate.py writes. Adults are counted and not named, so nobody's limits bind it: its result may be lower
than any plan's, never higher than its own plan's. With --relaxed who brings children from a room counts once even when
its groups part, which makes the model smaller and its results lower still. CP-SAT is meant for 8 workers and more.

Prints one line of JSON: minutes of adults, children moved, siblings apart, and the bound on the blended objective.
"""

import argparse
import json

from ortools.sat.python import cp_model


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class Model:
    def __init__(self, day, relaxed):
        self.day, self.m, self.relaxed = day, cp_model.CpModel(), relaxed
        self.groups, self.rooms, self.bands = day["groups"], day["rooms"], day["bands"]
        self.at = {r["name"]: n for n, r in enumerate(self.rooms)}
        self.place()
        self.heads()
        self.moves()
        self.siblings()

    def stays(self, b):
        return [g for g, it in enumerate(self.groups) if it["staying"][b]]

    def place(self):
        self.x = {}
        for b in range(len(self.bands)):
            for g in self.stays(b):
                group = self.groups[g]
                home = self.rooms[self.at[group["home"]]]["building"]
                for r, room in enumerate(self.rooms):
                    if not group.get("youngest") or room["building"] == home:
                        self.x[b, g, r] = self.m.NewBoolVar("")
                self.m.AddExactlyOne(self.x[b, g, r] for r in range(len(self.rooms)) if (b, g, r) in self.x)

    def heads(self):
        late = minute(self.day["standard_end"])
        self.minutes, into = 0, None
        for b, band in enumerate(self.bands):
            limit, adults = band["primary_limit"], []
            ways = self.ways(b)
            for r, room in enumerate(self.rooms):
                load = sum(self.groups[g]["staying"][b] * self.x[b, g, r] for g in self.stays(b) if (b, g, r) in self.x)
                self.m.Add(load <= room["capacity"])
                n = self.m.NewIntVar(0, len(self.rooms), "")
                self.m.Add(n * limit >= load)
                self.m.Add(n >= sum(way for (start, _), way in ways.items() if start == r))
                adults.append(n)
            count = self.m.NewIntVar(0, 2 * len(self.rooms), "")
            self.m.Add(count >= sum(adults))
            if minute(band["starts"]) >= late and self.stays(b):
                self.m.Add(count >= self.day["least_on_site"])
            if into is not None:
                self.minutes += self.tails(into, adults, count) * self.day["overlap"]
            self.minutes += count * (minute(band["ends"]) - minute(band["starts"]))
            into = ways

    def tails(self, ways, adults, count):
        over = []
        for r, n in enumerate(adults):
            ends = [way for (_, end), way in ways.items() if end in (r, None)]
            if self.relaxed:
                continue
            here = self.m.NewIntVar(0, len(self.rooms), "")
            self.m.Add(here >= sum(ends) - n)
            over.append(here)
        tails = self.m.NewIntVar(0, len(self.rooms), "")
        if self.relaxed:
            self.m.Add(tails >= sum(ways.values()) - count)
        else:
            self.m.Add(tails >= sum(over) - (count - sum(adults)))
        return tails

    def ways(self, b):
        """For each pair of rooms whether a group goes from one to the other after a band."""
        if b + 1 == len(self.bands):
            return {}
        ways = {}
        for g in self.stays(b + 1):
            for r in range(len(self.rooms)):
                if (b, g, r) not in self.x:
                    continue
                ends = [None] if self.relaxed else [e for e in range(len(self.rooms)) if (b + 1, g, e) in self.x]
                for end in ends:
                    way = ways.setdefault((r, end), self.m.NewBoolVar(""))
                    if self.relaxed:
                        self.m.AddImplication(self.x[b, g, r], way)
                    else:
                        self.m.AddBoolOr(self.x[b, g, r].Not(), self.x[b + 1, g, end].Not(), way)
        return ways

    def moves(self):
        self.moved = 0
        for g, group in enumerate(self.groups):
            for b in range(len(self.bands)):
                if not group["staying"][b]:
                    continue
                if b == 0:
                    stays = self.x[0, g, self.at[group["home"]]]
                    self.moved += group["staying"][0] * (1 - stays)
                    continue
                moved = self.m.NewBoolVar("")
                for r in range(len(self.rooms)):
                    if (b, g, r) in self.x:
                        self.m.Add(moved >= self.x[b, g, r] - self.x[b - 1, g, r])
                self.moved += group["staying"][b] * moved

    def siblings(self):
        self.apart = 0
        names = {it["name"]: n for n, it in enumerate(self.groups)}
        for pair in self.day["siblings"]:
            one, other = names[pair["one"]], names[pair["other"]]
            for b in range(pair["bands"]):
                apart = self.m.NewBoolVar("")
                for r in range(len(self.rooms)):
                    x, y = self.x.get((b, one, r), 0), self.x.get((b, other, r), 0)
                    self.m.Add(apart >= x - y)
                self.apart += apart

    def hint(self):
        for (b, g, r), x in self.x.items():
            self.m.AddHint(x, self.at[self.groups[g]["home"]] == r)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("file")
    args.add_argument("--seconds", type=float, default=45)
    args.add_argument("--workers", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--relaxed", action="store_true")
    args = args.parse_args()
    with open(args.file, encoding="utf-8") as file:
        model = Model(json.load(file), args.relaxed)
    model.hint()
    model.m.Minimize(model.minutes * 100_000_000 + model.moved * 10_000 + model.apart)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = args.seconds
    solver.parameters.num_workers = args.workers
    solver.parameters.random_seed = args.seed
    status = solver.Solve(model.m)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        print(json.dumps({"status": solver.StatusName(status)}))
        return
    result = {"minutes": solver.Value(model.minutes), "moves": solver.Value(model.moved), "apart": solver.Value(model.apart)}
    result |= {"status": solver.StatusName(status), "bound": solver.BestObjectiveBound(), "seconds": round(solver.WallTime(), 1)}
    print(json.dumps(result))


main()
