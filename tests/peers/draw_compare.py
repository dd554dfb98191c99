"""Compares Kehou's tickets with the published sampler's, digit by digit, and their times.

    pip install consistent_sampler==1.0.10
    cargo build --release -p kehou-draw --example tickets
    python3 draw_compare.py target/release/examples/tickets
"""

import subprocess
import sys
import time

from consistent_sampler import sampler

SEEDS = ["01382438112797316654", "314159", "", "kehou-seed/1|0f|beacon|8 0 3 1 7", "课后服务 督导 二〇二三 🎲"]
IDS = [f"37082{n:06d}" for n in range(9_000)] + [f"嘉祥县第{n}小学" for n in range(1_500)]
DRAWS = 3_000


def stock(seed, **more):
    start = time.perf_counter()
    tickets = sampler(IDS, seed=seed, output="ticket", digits=400, **more)
    rows = [f"{t.ticket_number}\t{t.id}\t{t.generation}" for t in tickets]
    return rows, time.perf_counter() - start


def ours(seed, *more):
    run = subprocess.run([sys.argv[1], seed, *more], input="\n".join(IDS) + "\n",
                         capture_output=True, text=True, encoding="utf-8", check=True)
    return run.stdout.splitlines(), int(run.stderr) / 1e6


def main():
    total = [0.0, 0.0]
    for seed in SEEDS:
        expected, stock_time = stock(seed)
        got, our_time = ours(seed)
        again, _ = stock(seed, with_replacement=True, take=DRAWS)
        if got != expected or ours(seed, str(DRAWS))[0] != again:
            sys.exit(f"differs for the seed {seed!r}")
        total = [total[0] + stock_time, total[1] + our_time]
        print(f"{seed!r}: {len(got)} tickets and {DRAWS} draws with replacement are identical; "
              f"sampler {stock_time * 1e3:.1f} ms, ours {our_time * 1e3:.2f} ms")
    print(f"time ratio {total[0] / total[1]:.0f} : 1, numbers written out with all digits on both sides")


if __name__ == "__main__":
    main()
