//! All plans of a tiny day of two bands, tried one by one.

use kehou_schedule::check::check;
use kehou_schedule::late_hours::{
    AdultNo, BandNo, Cost, Day, GroupNo, Place, Plan, RoomNo, Span, Stretch, cost,
};
use kehou_units::Minutes;

/// The cost of the cheapest safe plan; none when there is none.
pub fn cheapest(day: &Day) -> Option<Cost> {
    let layouts = layouts(day);
    let stays: Vec<Vec<Stretch>> = stays(day);
    let mut best: Option<Cost> = None;
    let mut chosen = vec![0; day.adults().len()];
    loop {
        let stretches: Vec<Stretch> = chosen
            .iter()
            .enumerate()
            .flat_map(|(adult, stay)| {
                stays[*stay].iter().map(move |it| Stretch { adult: AdultNo::at(adult), ..*it })
            })
            .collect();
        for rooms in &layouts {
            let plan = Plan { rooms: rooms.clone(), stretches: stretches.clone() };
            let price = cost(day, &plan);
            if best.is_none_or(|best| price < best) && check(day, plan).is_ok() {
                best = Some(price);
            }
        }
        let Some(at) = chosen.iter().position(|it| it + 1 < stays.len()) else { return best };
        chosen[at] += 1;
        chosen[..at].fill(0);
    }
}

/// All ways to give each group that stays a room in each band.
fn layouts(day: &Day) -> Vec<Vec<Vec<Option<RoomNo>>>> {
    let mut all = vec![vec![vec![None; day.groups().len()]; day.bands().len()]];
    for band in 0..day.bands().len() {
        for group in 0..day.groups().len() {
            if day.groups()[group].staying(BandNo::at(band)) == 0 {
                continue;
            }
            let rooms = || (0..day.rooms().len()).map(RoomNo::at);
            let may = |room: &RoomNo| day.may_be_in(GroupNo::at(group), *room);
            let with = |layout: Vec<Vec<Option<RoomNo>>>| {
                rooms().filter(may).map(move |room| {
                    let mut layout = layout.clone();
                    layout[band][group] = Some(room);
                    layout
                })
            };
            all = all.into_iter().flat_map(with).collect();
        }
    }
    all
}

/// All stays of one adult that begin and end at a band, or a hand-over from it.
fn stays(day: &Day) -> Vec<Vec<Stretch>> {
    let overlap = day.settings().overlap.count();
    let (first, second) = (day.bands()[0].span(), day.bands()[1].span());
    let boundary = first.until.count();
    let minute = |count: u32| kehou_schedule::late_hours::Minute::new(count).unwrap();
    let after = Span { from: first.until, until: first.until.plus(Minutes::new(overlap)) };
    let before = Span { from: minute(boundary - overlap), until: first.until };
    let rooms = || (0..day.rooms().len()).map(|it| Place::Room(RoomNo::at(it)));
    let stretch = |place: Place, during: Span| Stretch { adult: AdultNo::at(0), place, during };
    let mut all = vec![Vec::new()];
    for one in rooms() {
        all.push(vec![stretch(one, first)]);
        all.push(vec![stretch(one, second)]);
        for other in rooms() {
            all.push(vec![stretch(one, first), stretch(other, second)]);
            all.push(vec![stretch(one, first), stretch(other, after)]);
            all.push(vec![stretch(one, before), stretch(other, second)]);
        }
    }
    all
}
