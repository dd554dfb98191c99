//! Checks by enumeration, in whole numbers, that the bound covers the truth at least 95 % of the
//! time: for every number of schools up to 200 (or the number given), every number of visits and
//! every true number of violations.
//!
//! Run it with `cargo run --release -p kehou-inspection --example coverage`.

use kehou_inspection::{BoundError, ErrorRate, Sample, upper_bound};

/// Whole numbers below 2^256: enough for twenty times all ways to choose from 200.
type Wide = [u64; 4];

fn add(a: Wide, b: Wide) -> Wide {
    let mut sum = [0; 4];
    let mut carry = 0u64;
    for at in 0..4 {
        let (partial, first) = a[at].overflowing_add(b[at]);
        let (limb, second) = partial.overflowing_add(carry);
        sum[at] = limb;
        carry = u64::from(first) + u64::from(second);
    }
    sum
}

fn at_most(a: Wide, b: Wide) -> bool {
    a.iter().rev().le(b.iter().rev())
}

/// Ways to choose, by Pascal's triangle: no division.
fn triangle(most: usize) -> Vec<Vec<Wide>> {
    let mut rows: Vec<Vec<Wide>> = vec![vec![[1, 0, 0, 0]]];
    for n in 1..=most {
        let last = &rows[n - 1];
        let mut row = vec![[1, 0, 0, 0]];
        row.extend(last.windows(2).map(|pair| add(pair[0], pair[1])));
        row.push([1, 0, 0, 0]);
        rows.push(row);
    }
    rows
}

/// Whether at most `seen` violations are seen more often than once in twenty. Counted from the other
/// side than the rule does: of all ways to place the violations, those that put so few of them
/// among the visited schools.
fn misses(rows: &[Vec<Wide>], schools: usize, visited: usize, truth: usize, seen: usize) -> bool {
    let mut so_few = [0; 4];
    for x in truth.saturating_sub(schools - visited)..=seen.min(truth) {
        let (mut product, ways) = ([0; 4], rows[visited][x]);
        let other = rows[schools - visited][truth - x];
        // Long multiplication; the product is at most all ways, so it fits.
        for (at, limb) in ways.iter().enumerate() {
            let mut carry = 0u128;
            for to in at..4 {
                let exact = u128::from(*limb) * u128::from(other[to - at])
                    + u128::from(product[to])
                    + carry;
                product[to] = u64::try_from(exact & u128::from(u64::MAX)).unwrap_or(0);
                carry = exact >> 64;
            }
        }
        so_few = add(so_few, product);
    }
    let twenty = (0..20).fold([0; 4], |sum, _| add(sum, so_few));
    !at_most(twenty, rows[schools][truth])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most = std::env::args().nth(1).map_or(Ok(200), |text| text.parse::<u32>())?.min(200);
    let rows = triangle(200);
    let rate = ErrorRate::new(1, 20)?;
    let (mut checked, mut failed) = (0u64, 0u64);
    for schools in 1..=most {
        for visited in 0..=schools {
            let bounds = (0..=visited)
                .map(|seen| Ok(upper_bound(Sample::new(schools, visited, seen)?, rate, 1)))
                .collect::<Result<Vec<u32>, BoundError>>()?;
            for truth in 0..=schools {
                // Bounds rise with what is seen: the truth is missed below a first bound reaching it.
                let reaching = bounds.partition_point(|bound| *bound < truth);
                let (n, v, t) = (usize::try_from(schools)?, usize::try_from(visited)?, truth);
                checked += 1;
                failed += u64::from(
                    reaching > 0 && misses(&rows, n, v, usize::try_from(t)?, reaching - 1),
                );
            }
        }
    }
    println!("{checked} frames with up to {most} schools, {failed} covered less than 95 %");
    if failed > 0 { Err("the bound is wrong".into()) } else { Ok(()) }
}
