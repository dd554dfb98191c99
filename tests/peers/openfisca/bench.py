#!/usr/bin/env python3
"""bench.py [PERSONS] [REPEATS]: OpenFisca prices 12 months of a county; time, memory, and how exact it is.

The same facts are priced in whole fen with 64-bit integers. Every figure of OpenFisca that is not the
exact one is counted, and the first of each kind are printed.
"""

import resource
import sys
import time

import numpy
from importlib.metadata import version
from openfisca_core.simulation_builder import SimulationBuilder

from pack import AfterSchoolService

PERSONS = int(sys.argv[1]) if len(sys.argv) > 1 else 80_000
REPEATS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
MONTHS = [f"2023-{month:02}" for month in range(1, 13)]
RATES_FEN = [200] * 8 + [137] * 4  # as in parameters/fee/rate.yaml


def facts():
    """Class hours of each month, 0 to 48, and who is waived, one in 12; by arithmetic, not by chance."""
    person = numpy.arange(PERSONS, dtype=numpy.int64)
    hours = [((person * 7919 + month * 104_729) % 49).astype(numpy.int32) for month in range(12)]
    return hours, person % 12 == 5


def resident_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def openfisca(system, hours, waived):
    """Payable in yuan, month by month, with the seconds for filling in the facts and for pricing."""
    start = time.perf_counter()
    builder = SimulationBuilder()
    simulation = builder.build_default_simulation(system, count=PERSONS)
    for month, name in enumerate(MONTHS):
        simulation.set_input("class_hours", name, hours[month])
        simulation.set_input("is_waived", name, waived)
    filled = time.perf_counter()
    payable = [simulation.calculate("fee_payable", name) for name in MONTHS]
    return payable, filled - start, time.perf_counter() - filled


def compare(what, names, floats, exact_fen):
    """Counts what is not exactly so many fen, and what is wrong even when rounded to the fen."""
    wide = numpy.asarray(floats, dtype=numpy.float64)
    exact = numpy.asarray(exact_fen, dtype=numpy.int64)
    # A float that is the nearest to a whole fen reads as that fen; it is exact only if it equals it.
    inexact = wide * 100 != exact
    wrong = numpy.rint(wide * 100).astype(numpy.int64) != exact
    print(f"  {what}: {exact.size:,} figures, {int(inexact.sum()):,} not exact, "
          f"{int(wrong.sum()):,} wrong by a fen or more")
    for place in numpy.flatnonzero(wrong)[:12]:
        off = int(numpy.rint(wide[place] * 100)) - int(exact[place])
        print(f"    {names(place)}: {wide[place]:.4f} yuan instead of {exact[place] / 100:.2f} ({off:+d} fen)")
    for place in numpy.flatnonzero(inexact & ~wrong)[:3]:
        print(f"    {names(place)}: {wide[place]:.9f} yuan instead of {exact[place] / 100:.2f}")


def main():
    hours, waived = facts()
    system = AfterSchoolService()
    before = resident_mib()
    runs = [openfisca(system, hours, waived) for _ in range(REPEATS)]
    payable = runs[0][0]
    assert all(numpy.array_equal(one, other) for run in runs for one, other in zip(payable, run[0]))
    filling, pricing = min(run[1] for run in runs), min(run[2] for run in runs)
    peak = resident_mib()

    start = time.perf_counter()
    exact = [hours[month].astype(numpy.int64) * RATES_FEN[month] * ~waived for month in range(12)]
    integers = time.perf_counter() - start

    print(f"openfisca-core {version('openfisca-core')}, numpy {numpy.__version__}, Python {sys.version.split()[0]}")
    print(f"{PERSONS:,} persons × 12 months, best of {REPEATS}: pricing {pricing * 1000:.1f} ms, "
          f"filling in the facts {filling * 1000:.1f} ms; the same in 64-bit integers with numpy {integers * 1000:.1f} ms")
    print(f"memory: {peak:.0f} MiB at the peak, of which {peak - before:.0f} MiB for the simulations; amounts are {payable[0].dtype}")
    print("against whole fen:")
    flat = numpy.concatenate(payable)
    compare("bills", lambda place: f"person {place % PERSONS} in {MONTHS[place // PERSONS]}", flat, numpy.concatenate(exact))
    compare("years of a person", lambda place: f"person {place}", sum(payable), sum(exact))
    compare("months of the county", lambda place: MONTHS[place], [one.sum() for one in payable], [one.sum() for one in exact])
    compare("the county's year", lambda place: "2023", [flat.sum()], [numpy.concatenate(exact).sum()])


if __name__ == "__main__":
    main()
