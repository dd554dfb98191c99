use super::*;
use crate::{
    FrameUnit, Sampler,
    testing::{REVEALED_AT, arb_draw, commitment, draw, frame, materials, stratum, unit},
};
use proptest::prelude::*;

fn codes(tickets: &[UnitTicket]) -> Vec<&str> {
    tickets.iter().map(|ticket| ticket.code.as_str()).collect()
}

#[test]
fn a_changed_frame_is_detected() {
    let units = vec![unit("A", "一", 0), unit("B", "一", 0), unit("C", "二", 0)];
    let committed = frame(units.clone());
    let seed = || commitment(&committed, 1, 0).seed(materials()[0].clone(), REVEALED_AT).unwrap();
    assert!(Draw::new(committed.clone(), seed()).is_ok());
    let mut moved = units.clone();
    moved[1].stratum = stratum("二");
    for changed in [units[..2].to_vec(), [units, vec![unit("D", "二", 0)]].concat(), moved] {
        let (changed, committed) = (frame(changed), committed.hash());
        let given = changed.hash();
        assert_eq!(Draw::new(changed, seed()), Err(FrameChanged { committed, given }));
    }
}

#[test]
fn a_stratum_that_is_not_there_has_nobody() {
    let draw = draw(&frame(vec![unit("A", "一", 0)]), 1, 0);
    let other = stratum("二");
    assert!(draw.order(&other).is_empty());
    assert!(draw.drawn(&other).is_empty() && draw.substitutes(&other).is_empty());
}

#[test]
fn heavier_units_are_drawn_first_in_proportion_to_their_weights() {
    // Over 4,000 seeds the unit of weight 3 of 1 + 3 comes first 3,000 times on average, with a
    // standard deviation below 28: five of them on either side.
    let first = (0..4_000_u32).filter(|seed| {
        let sampler = Sampler::new(&format!("weights {seed}"));
        sampler.weighted_number("heavy", 3).0 < sampler.weighted_number("light", 1).0
    });
    let count = first.count();
    assert!((2_860..=3_140).contains(&count), "{count}");
}

proptest! {
    /// Drawn and substitutes together are the stratum's units, in the order of the sampler (I5).
    #[test]
    fn every_unit_has_its_place(draw in arb_draw()) {
        let sampler = Sampler::new(&draw.seed().text());
        for stratum in draw.strata() {
            let ids: Vec<String> = draw
                .frame()
                .units()
                .iter()
                .filter(|unit| unit.stratum == *stratum)
                .flat_map(|unit| match unit.weight {
                    Some(weight) => (1..=weight.get()).map(|n| format!("{}#{n}", unit.code)).collect(),
                    None => vec![unit.code.to_string()],
                })
                .collect();
            let order = sampler.order(ids.iter().map(String::as_str)).unwrap();
            let mut expected: Vec<&str> = Vec::new();
            for ticket in &order {
                let code = ticket.id.split('#').next().unwrap();
                if !expected.contains(&code) {
                    expected.push(code);
                }
            }
            prop_assert_eq!(codes(draw.order(stratum)), expected);
            let quota = draw.seed().commitment().plan().quotas[stratum];
            prop_assert_eq!(draw.drawn(stratum).len(), quota as usize);
            let both = [draw.drawn(stratum), draw.substitutes(stratum)].concat();
            prop_assert_eq!(&both[..], draw.order(stratum));
            for ticket in &both {
                prop_assert_eq!(sampler.number(&ticket.id()), ticket.number);
            }
        }
    }

    /// With one seed, a stratum's order does not depend on the other strata, nor on units of its
    /// own that were not drawn (I5).
    #[test]
    fn strata_and_the_undrawn_do_not_matter(draw in arb_draw()) {
        let sampler = draw.seed().sampler();
        for stratum in draw.strata() {
            let alone: Vec<&FrameUnit> = draw
                .frame()
                .units()
                .iter()
                .filter(|unit| draw.drawn(stratum).iter().any(|ticket| ticket.code == unit.code))
                .collect();
            let mut numbers: Vec<_> = alone
                .iter()
                .map(|unit| match unit.weight {
                    Some(weight) => (sampler.weighted_number(unit.code.as_str(), weight.get()).0, &unit.code),
                    None => (sampler.number(unit.code.as_str()), &unit.code),
                })
                .collect();
            numbers.sort();
            let order: Vec<&str> = numbers.iter().map(|(_, code)| code.as_str()).collect();
            prop_assert_eq!(order, codes(draw.drawn(stratum)));
        }
    }

    /// Another commitment, with the same digits, gives another seed (I5).
    #[test]
    fn a_second_draw_has_another_seed(units in 2..20_usize) {
        let units: Vec<FrameUnit> = (0..units).map(|n| unit(&format!("u{n}"), "一", 0)).collect();
        let frame = frame(units);
        prop_assert_ne!(draw(&frame, 1, 0).seed().text(), draw(&frame, 2, 0).seed().text());
    }
}
