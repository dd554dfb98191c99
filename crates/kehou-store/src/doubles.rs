//! Children whom two schools have on their rolls on one day. (C5)

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kehou_registry::PupilNo;
use kehou_units::{Month, Period};
use sea_orm::Value;

use crate::{SchoolId, Store, StoreError, row::Take, seal::Place};

/// Pupils of whom another school has the same child as a pupil: the same person, by the last versions.
const PERSONS: &str = "SELECT p.school_id, p.pupil_no, p.person_id FROM pupil p \
    WHERE p.person_id IN (SELECT person_id FROM pupil GROUP BY person_id \
    HAVING min(school_id) <> max(school_id)) AND NOT p.removed AND NOT EXISTS (SELECT 1 FROM pupil q \
    WHERE q.school_id = p.school_id AND q.pupil_no = p.pupil_no AND q.item_no = p.item_no \
    AND q.change_no > p.change_no)";

/// The same by the hash of the student number.
const NUMBERS: &str = "SELECT p.school_id, p.pupil_no, p.student_number_hash FROM person p \
    WHERE p.student_number_hash IN (SELECT student_number_hash FROM person \
    WHERE student_number_hash IS NOT NULL GROUP BY student_number_hash \
    HAVING min(school_id) <> max(school_id)) AND NOT p.removed AND NOT EXISTS (SELECT 1 FROM person q \
    WHERE q.school_id = p.school_id AND q.pupil_no = p.pupil_no AND q.item_no = p.item_no \
    AND q.change_no > p.change_no)";

/// Where such a pupil is placed in a month.
const PLACEMENTS: &str = "SELECT f.school_id, f.pupil_no, f.valid_from, f.valid_to FROM placement f \
    WHERE f.valid_from <= $2 AND (f.valid_to IS NULL OR f.valid_to >= $1) AND NOT f.removed \
    AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.school_id = f.school_id \
    AND q.pupil_no = f.pupil_no AND q.item_no = f.item_no AND q.change_no > f.change_no)";

type Pupil = (SchoolId, PupilNo);

/// From so many pupils on, the placements of all are read.
const MANY: usize = 1_000;

impl Store {
    /// The pupils who are on the roll of a school on a day of the month on which another school has
    /// the same child on its roll too, each with the first such day. What an import has stored and
    /// does not show yet counts.
    ///
    /// Writes refuse such placements; this finds what two of them did in the same instant.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn at_two_schools(
        &self,
        month: Month,
    ) -> Result<BTreeMap<SchoolId, BTreeMap<PupilNo, NaiveDate>>, StoreError> {
        let mut children: Vec<Vec<Pupil>> = Vec::new();
        children.extend(self.same::<uuid::Uuid>(PERSONS, "pupil").await?);
        children.extend(self.same::<Vec<u8>>(NUMBERS, "person").await?);
        let mut found: BTreeMap<SchoolId, BTreeMap<PupilNo, NaiveDate>> = BTreeMap::new();
        if children.is_empty() {
            return Ok(found);
        }
        let days = self.days_of(month, children.iter().flatten()).await?;
        let placed = |pupil: &Pupil| days.get(pupil).map_or(&[][..], Vec::as_slice);
        for pupils in children {
            for one in &pupils {
                let others = pupils.iter().filter(|other| other.0 != one.0).flat_map(placed);
                let shared = others.flat_map(|there| {
                    placed(one).iter().filter_map(|here| here.intersection(there))
                });
                if let Some(on) = shared.map(|both| both.first()).min() {
                    let first = found.entry(one.0).or_default().entry(one.1).or_insert(on);
                    *first = on.min(*first);
                }
            }
        }
        Ok(found)
    }

    /// Groups of pupils who are the same child.
    async fn same<T: sea_orm::TryGetable + std::hash::Hash + Eq>(
        &self,
        sql: &str,
        table: &'static str,
    ) -> Result<Vec<Vec<Pupil>>, StoreError> {
        let place = Place { table, school: 0, pupil: 0, item: 0 };
        let mut children: HashMap<T, Vec<Pupil>> = HashMap::new();
        for row in &self.conn().rows(sql, Vec::new()).await? {
            let mut row = Take::new(row, place, &self.inner.seal);
            let pupil = (SchoolId(row.cell()?), PupilNo::new(row.whole()?));
            children.entry(row.cell()?).or_default().push(pupil);
        }
        Ok(children.into_values().collect())
    }

    /// The days of a month on which pupils are placed; those who are placed nowhere are left out.
    async fn days_of(
        &self,
        month: Month,
        pupils: impl Iterator<Item = &Pupil>,
    ) -> Result<HashMap<Pupil, Vec<Period>>, StoreError> {
        let place = Place { table: "placement", school: 0, pupil: 0, item: 0 };
        let (first, last) = (month.first_day(), month.last_day());
        let values: Vec<Value> = vec![first.into(), last.into()];
        let mut days: HashMap<Pupil, Vec<Period>> = HashMap::new();
        let pairs: Vec<String> =
            pupils.map(|(school, no)| format!("({}, {})", school.0, no.number())).collect();
        let sql = match pairs.len() {
            // Many are found faster among all than one by one.
            MANY.. => PLACEMENTS.to_owned(),
            _ => {
                let pairs = pairs.join(", ");
                format!("{PLACEMENTS} AND (f.school_id, f.pupil_no) IN (VALUES {pairs})")
            }
        };
        for row in &self.conn().rows(&sql, values).await? {
            let mut row = Take::new(row, place, &self.inner.seal);
            let pupil = (SchoolId(row.cell()?), PupilNo::new(row.whole()?));
            let (from, to): (NaiveDate, Option<NaiveDate>) = (row.cell()?, row.cell()?);
            let to = to.map_or(last, |to| to.min(last));
            if let Ok(period) = Period::new(from.max(first), Some(to)) {
                days.entry(pupil).or_default().push(period);
            }
        }
        Ok(days)
    }
}
