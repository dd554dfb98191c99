//! Pupils, and who they are. (C5)

use kehou_registry::{
    Application, ClassRef, Grade, Guardian, Placement, SlotSet, StudentNumber, WeekdaySet,
};
use kehou_units::Period;
use uuid::Uuid;

use super::codes::BOARDINGS;
use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

/// A pupil of a school, linked with the same child's rows at other schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PupilId {
    /// The child, at whatever school.
    pub person: Uuid,
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for PupilId {
    const TABLE: &'static str = "pupil";
    const COLUMNS: &'static [&'static str] = &["person_id"];

    fn put(&self, row: &mut Put<'_>) {
        row.cell(self.person);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { person: row.cell()? })
    }
}

/// Who a pupil is; personal data of a child.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The national student number, if it has arrived; stored sealed.
    pub student_number: Option<StudentNumber>,
    /// The school's own id while a transfer is pending.
    pub local_id: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Person {
    const TABLE: &'static str = "person";
    const COLUMNS: &'static [&'static str] =
        &["name", "student_number", "student_number_hash", "local_id"];

    fn put(&self, row: &mut Put<'_>) {
        let number = self.student_number.as_ref().map(StudentNumber::as_str);
        row.text(&self.name);
        row.sealed(number);
        row.look_up(number);
        row.shown(self.local_id.as_ref());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let name = row.text()?;
        let number = row.opened()?.map(|text| text.parse()).transpose();
        let student_number = number.map_err(|_| row.wrong("no student number was sealed"))?;
        row.skip();
        Ok(Self { name, student_number, local_id: row.cell()? })
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Guardian {
    const TABLE: &'static str = "guardian";
    const COLUMNS: &'static [&'static str] = &["name", "phone"];

    fn put(&self, row: &mut Put<'_>) {
        row.text(&self.name);
        row.sealed(self.phone.as_deref());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { name: row.text()?, phone: row.opened()? })
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for (Period, Placement) {
    const TABLE: &'static str = "placement";
    const COLUMNS: &'static [&'static str] =
        &["valid_from", "valid_to", "grade", "class_no", "boarding"];

    fn put(&self, row: &mut Put<'_>) {
        let (period, placement) = self;
        row.period(*period);
        row.whole(placement.class.grade.number());
        row.whole(placement.class.number);
        row.coded(&placement.boarding, BOARDINGS);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let period = row.period()?;
        let grade = Grade::new(row.whole()?).map_err(|error| row.wrong(error))?;
        let class = ClassRef { grade, number: row.whole()? };
        Ok((period, Placement { class, boarding: row.coded(BOARDINGS)? }))
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Application {
    const TABLE: &'static str = "application";
    const COLUMNS: &'static [&'static str] = &["applied_on", "withdrawn_on", "slots", "weekdays"];

    fn put(&self, row: &mut Put<'_>) {
        row.cell(self.applied_on);
        row.cell(self.withdrawn_on);
        row.whole(self.slots.bits());
        row.whole(self.weekdays.bits());
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            applied_on: row.cell()?,
            withdrawn_on: row.cell()?,
            slots: SlotSet::from_bits(row.whole()?),
            weekdays: WeekdaySet::from_bits(row.whole()?).ok_or_else(|| row.wrong("weekdays"))?,
        })
    }
}
