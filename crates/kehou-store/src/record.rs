//! One school as rules see it.

use kehou_attendance::SchoolRecord;
use kehou_registry::{
    Application, Calendar, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement,
    PlannedSlot, Pupil, PupilNo, School, SchoolCode, SchoolProfile, ServicePlan, Term, Terms,
    Waiver, WorkingDays,
};
use kehou_units::{Dated, Month, Period};

use crate::{Book, Person, SchoolId, StoreError, Stored, WorkingDay};

impl Book<'_> {
    /// The school with its history.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn school(&self, code: SchoolCode) -> Result<School, StoreError> {
        let profiles = self.all::<(Period, SchoolProfile)>().await?;
        let closure = self.all::<Closure>().await?.pop().map(|stored| stored.value);
        Ok(School { code, profiles: dated("school_profile", profiles)?, closure })
    }

    /// The calendar of the school.
    ///
    /// # Errors
    ///
    /// As [`Book::school`].
    pub async fn calendar(&self) -> Result<Calendar, StoreError> {
        let terms = Terms::new(values(self.all::<Term>().await?));
        let entries = values(self.all::<CalendarEntry>().await?);
        Calendar::new(terms, entries).map_err(|e| StoreError::bad_row("calendar_entry", e))
    }

    /// The service plan of the school.
    ///
    /// # Errors
    ///
    /// As [`Book::school`].
    pub async fn plan(&self) -> Result<ServicePlan, StoreError> {
        let slots = values(self.all::<PlannedSlot>().await?);
        ServicePlan::new(slots).map_err(|error| StoreError::bad_row("planned_slot", error))
    }

    /// The public working-day calendar, from the county's ledger.
    ///
    /// # Errors
    ///
    /// As [`Book::school`].
    pub async fn working_days(&self) -> Result<WorkingDays, StoreError> {
        debug_assert_eq!(self.ledger, SchoolId::COUNTY, "working days are the county's");
        let (mut holidays, mut make_up) = (Vec::new(), Vec::new());
        for day in values(self.all::<WorkingDay>().await?) {
            match day {
                WorkingDay::Holiday(on) => holidays.push(on),
                WorkingDay::MakeUp(on) => make_up.push(on),
            }
        }
        Ok(WorkingDays::new(holidays.into_iter().collect(), make_up.into_iter().collect()))
    }

    /// Everything of the school that decides what its families owe for a month; persons stay out,
    /// since fees don't depend on them, unless they are asked for.
    ///
    /// # Errors
    ///
    /// As [`Book::school`].
    pub async fn record(
        &self,
        code: SchoolCode,
        month: Month,
        persons: Persons,
    ) -> Result<SchoolRecord, StoreError> {
        Ok(SchoolRecord {
            school: self.school(code).await?,
            calendar: self.calendar().await?,
            plan: self.plan().await?,
            notices: values(self.all::<FeeNotice>().await?),
            payees: values(self.all::<Payee>().await?),
            pupils: self.pupils(persons).await?,
            rolls: self.school_rolls(month.first_day(), month.last_day()).await?,
        })
    }

    /// The pupils of the school by number: all that were ever placed in it.
    ///
    /// # Errors
    ///
    /// As [`Book::school`].
    pub async fn pupils(&self, persons: Persons) -> Result<Vec<Pupil>, StoreError> {
        let placements = self.all::<(Period, Placement)>().await?;
        let mut pupils: Vec<Pupil> = Vec::new();
        for same in placements.chunk_by(|a, b| a.pupil == b.pupil) {
            let Some(no) = same[0].pupil else { continue };
            pupils.push(nobody(no, dated("placement", same.to_vec())?));
        }
        for stored in self.all::<Application>().await? {
            if let Some(pupil) = find(&mut pupils, stored.pupil) {
                pupil.applications.push(stored.value);
            }
        }
        for stored in self.all::<Waiver>().await? {
            if let Some(pupil) = find(&mut pupils, stored.pupil) {
                pupil.waivers.push(stored.value);
            }
        }
        if persons == Persons::Named {
            self.name(&mut pupils).await?;
        }
        Ok(pupils)
    }

    async fn name(&self, pupils: &mut [Pupil]) -> Result<(), StoreError> {
        for stored in self.all::<Person>().await? {
            if let Some(pupil) = find(pupils, stored.pupil) {
                let Person { name, student_number, local_id } = stored.value;
                (pupil.name, pupil.student_number, pupil.local_id) =
                    (name, student_number, local_id);
            }
        }
        for stored in self.all::<Guardian>().await? {
            if let Some(pupil) = find(pupils, stored.pupil) {
                pupil.guardians.push(stored.value);
            }
        }
        Ok(())
    }
}

/// Whether names, numbers and guardians are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persons {
    /// They are.
    Named,
    /// They stay sealed; every name is empty.
    Nameless,
}

const fn nobody(no: PupilNo, placements: Dated<Placement>) -> Pupil {
    Pupil {
        no,
        name: String::new(),
        student_number: None,
        local_id: None,
        guardians: Vec::new(),
        placements,
        applications: Vec::new(),
        waivers: Vec::new(),
    }
}

fn find(pupils: &mut [Pupil], no: Option<PupilNo>) -> Option<&mut Pupil> {
    let at = pupils.binary_search_by_key(&no?, |pupil| pupil.no).ok()?;
    pupils.get_mut(at)
}

fn values<T>(items: Vec<Stored<T>>) -> Vec<T> {
    items.into_iter().map(|stored| stored.value).collect()
}

fn dated<T>(table: &'static str, items: Vec<Stored<(Period, T)>>) -> Result<Dated<T>, StoreError> {
    Dated::new(values(items)).map_err(|error| StoreError::bad_row(table, error))
}
