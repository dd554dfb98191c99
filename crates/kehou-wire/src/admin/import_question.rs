//! What is asked about imports.

use kehou_registry::SchoolCode;

use crate::{
    Flaw, Page, Violations,
    naming::school_code,
    paging::page,
    pb::{self, admin::ConfirmImportRequest},
    place::{Place, reading},
    scalar::{choice, list},
};

/// Reads the number of an import from the field `import_id` of a request.
///
/// # Errors
///
/// [`Violations`] when it is none.
pub fn import_id(given: i64) -> Result<i64, Violations> {
    reading(|at| number(at.field("import_id"), given))
}

fn number(mut at: Place<'_>, given: i64) -> Option<i64> {
    match given {
        0 => at.refuse(Flaw::Required),
        1.. => Some(given),
        _ => at.refuse(Flaw::OutOfRange { given, least: 1, most: i64::MAX }),
    }
}

/// The most schools of which a confirmation speaks.
const SCHOOLS_LIMIT: usize = 1_000;

/// An import is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmImportQuestion {
    /// The number of the import.
    pub import_id: i64,
    /// Of which schools many pupils may be gone.
    pub removals: RemovalWord,
}

/// Of which schools as many pupils may be gone as the preview says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemovalWord {
    /// Of these.
    Of(Vec<SchoolCode>),
    /// Of all.
    All,
}

impl ConfirmImportQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: ConfirmImportRequest) -> Result<Self, Violations> {
        reading(|at| {
            let ConfirmImportRequest { import_id, accept_removals, accept_all_removals } = given;
            let import_id = number(at.field("import_id"), import_id);
            let read = |at: Place<'_>, code: &String| school_code(at, code);
            let mut field = at.field("accept_removals");
            let named = list(&mut field, &accept_removals, 0..=SCHOOLS_LIMIT, read)?;
            let removals = match accept_all_removals {
                true => RemovalWord::All,
                false => RemovalWord::Of(named),
            };
            Some(Self { import_id: import_id?, removals })
        })
    }
}

/// How refused rows are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowErrorFormat {
    /// As messages.
    Messages,
    /// As CSV text.
    Csv,
}

/// Rows that were refused are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRowErrorsQuestion {
    /// The number of the import.
    pub import_id: i64,
    /// How they are answered.
    pub format: RowErrorFormat,
    /// Which page.
    pub page: Page,
}

impl ListRowErrorsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::admin::ListRowErrorsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let import_id = number(at.field("import_id"), given.import_id);
            let format = format(at.field("format"), given.format);
            Some(Self { import_id: import_id?, format: format?, page: page? })
        })
    }
}

fn format(at: Place<'_>, given: i32) -> Option<RowErrorFormat> {
    use pb::admin::RowErrorFormat as Given;
    if given == 0 {
        return Some(RowErrorFormat::Messages);
    }
    Some(match choice(at, given)? {
        Given::Unspecified | Given::Messages => RowErrorFormat::Messages,
        Given::Csv => RowErrorFormat::Csv,
    })
}
