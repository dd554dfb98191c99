#!/usr/bin/env python3
"""bounds.py: exact upper bounds of violations from samples without replacement, as lines of
schools,visited,violations,times,of,shared_by,bound. Written from the definition; shares no code with Kehou."""
from fractions import Fraction
from math import comb

def chance_of_so_few(schools, bad, visited, seen):
    ways = sum(comb(bad, x) * comb(schools - bad, visited - x) for x in range(seen + 1))
    return Fraction(ways, comb(schools, visited))

def upper_bound(schools, visited, violations, error):
    possible = range(violations, schools - visited + violations + 1)
    return max(bad for bad in possible if chance_of_so_few(schools, bad, visited, violations) > error)

number = 20230415
def some(below):
    global number
    number = (number * 6364136223846793005 + 1442695040888963407) % 2**64
    return (number >> 33) % below

print("schools,visited,violations,times,of,shared_by,bound")
print(f"130,80,3,1,20,1,{upper_bound(130, 80, 3, Fraction(1, 20))}")
for line in range(399):
    schools = 1 + some([12, 60, 200, 400][line % 4])
    visited = some(schools + 1)
    violations = some(min(visited, 12) + 1)
    times, of = [(1, 20), (1, 100), (1, 10), (3, 7)][some(4)]
    shared_by = 1 + some(15)
    bound = upper_bound(schools, visited, violations, Fraction(times, of * shared_by))
    print(schools, visited, violations, times, of, shared_by, bound, sep=",")
