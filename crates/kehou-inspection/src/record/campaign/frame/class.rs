//! The class of a school in a frame, as it is kept.

use serde::{Deserialize, Serialize};

use crate::{
    frame::{FrameClass, MustReason, OtherReason, OutsideReason},
    record::{RecordFault, day, said},
};

/// The code of class and reason, with what the reason names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassShape {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    school: Option<String>,
}

impl ClassShape {
    pub(super) fn of(class: &FrameClass) -> Self {
        let code = class.code().to_owned();
        let mut shape = Self { code, document: None, last_day: None, school: None };
        match class {
            FrameClass::MustVisit(MustReason::Listed { document })
            | FrameClass::Other(OtherReason::Listed { document })
            | FrameClass::Outside(OutsideReason::Listed { document }) => {
                shape.document = Some(document.clone());
            }
            FrameClass::Outside(OutsideReason::Closed { last_day }) => {
                shape.last_day = Some(last_day.to_string());
            }
            FrameClass::Outside(OutsideReason::Merged { last_day, into }) => {
                shape.last_day = Some(last_day.to_string());
                shape.school = Some(into.to_string());
            }
            FrameClass::Outside(OutsideReason::CountsWith { school }) => {
                shape.school = Some(school.to_string());
            }
            _ => {}
        }
        shape
    }

    pub(super) fn read(&self) -> Result<FrameClass, RecordFault> {
        let lacking = || RecordFault::of("a reason lacks what it names");
        let document = || self.document.clone().ok_or_else(lacking);
        let last_day = || self.last_day.as_deref().ok_or_else(lacking).and_then(day);
        let school = || self.school.as_deref().ok_or_else(lacking).and_then(said);
        let class = match self.code.as_str() {
            "FRAME_MUST_COUNTY_DIRECT" => FrameClass::MustVisit(MustReason::CountyDirect),
            "FRAME_MUST_TOWN_JUNIOR" => FrameClass::MustVisit(MustReason::TownJunior),
            "FRAME_MUST_CENTRAL_PRIMARY" => FrameClass::MustVisit(MustReason::CentralPrimary),
            "FRAME_MUST_LISTED" => {
                FrameClass::MustVisit(MustReason::Listed { document: document()? })
            }
            "FRAME_OTHER_TOWN_PRIMARY" => FrameClass::Other(OtherReason::TownPrimary),
            "FRAME_OTHER_PRIVATE" => FrameClass::Other(OtherReason::Private),
            "FRAME_OTHER_LISTED" => {
                FrameClass::Other(OtherReason::Listed { document: document()? })
            }
            "FRAME_OUT_CLOSED" => {
                FrameClass::Outside(OutsideReason::Closed { last_day: last_day()? })
            }
            "FRAME_OUT_MERGED" => {
                let (last_day, into) = (last_day()?, school()?);
                FrameClass::Outside(OutsideReason::Merged { last_day, into })
            }
            "FRAME_OUT_NOT_OPEN" => FrameClass::Outside(OutsideReason::NotOpen),
            "FRAME_OUT_COUNTS_WITH" => {
                FrameClass::Outside(OutsideReason::CountsWith { school: school()? })
            }
            "FRAME_OUT_PRIVATE" => FrameClass::Outside(OutsideReason::Private),
            "FRAME_OUT_NOT_LISTED" => FrameClass::Outside(OutsideReason::NotListed),
            "FRAME_OUT_LISTED" => {
                FrameClass::Outside(OutsideReason::Listed { document: document()? })
            }
            other => return Err(RecordFault::of(format_args!("`{other}` is no class"))),
        };
        // What a reason does not name has no place beside it.
        let again = Self::of(&class);
        let is_same = (&again.document, &again.last_day, &again.school)
            == (&self.document, &self.last_day, &self.school);
        if is_same { Ok(class) } else { Err(RecordFault::of("a reason names something else")) }
    }
}
