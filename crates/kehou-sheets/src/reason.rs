//! Why a row, a table or a file was refused.

use std::fmt;

/// Why something was refused: a stable code and the arguments of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason {
    code: ReasonCode,
    args: Vec<(&'static str, String)>,
}

impl Reason {
    pub(crate) const fn new(code: ReasonCode) -> Self {
        let args = Vec::new();
        Self { code, args }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> ReasonCode {
        self.code
    }

    /// The arguments of its text, by name.
    pub fn args(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.args.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The value of one argument.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args().find(|(given, _)| *given == name).map(|(_, value)| value)
    }
}

impl fmt::Display for Reason {
    /// Writes the English text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.code.template();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            f.write_str(before)?;
            match self.arg(name) {
                Some(value) => f.write_str(value)?,
                None => write!(f, "{{{name}}}")?,
            }
            rest = tail;
        }
        f.write_str(rest)
    }
}

impl From<ReasonCode> for Reason {
    fn from(code: ReasonCode) -> Self {
        Self::new(code)
    }
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $text:literal;)+) => {
        /// The code of a [`Reason`]. Codes are never used for anything else later.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReasonCode {
            $($(#[doc = $doc])+ $name,)+
        }

        impl ReasonCode {
            /// Every code, those of files first, then those of tables, cells and facts.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as text, such as `CELL_REQUIRED`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The English text; `{name}` stands for an argument.
            #[must_use]
            pub const fn template(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

reasons! {
    /// Reading failed.
    FileUnreadable "FILE_UNREADABLE" "the file can't be read ({cause}); close it in other programs and try again";
    /// There is nothing in it.
    FileEmpty "FILE_EMPTY" "the file is empty; export it again";
    /// It is larger than is read.
    FileTooLarge "FILE_TOO_LARGE" "the file has {bytes} bytes, at most {limit} are read; split it by school or month";
    /// It is an old or encrypted workbook.
    FileOldExcel "FILE_OLD_EXCEL" "an old or password-protected workbook can't be read; save it as .xlsx without a password, or as CSV";
    /// It is neither text nor a workbook.
    FileNotTable "FILE_NOT_TABLE" "this is neither CSV text nor an .xlsx workbook; export the table in one of these forms";
    /// It is UTF-16 text.
    EncodingUtf16 "ENCODING_UTF16" "the text is encoded in UTF-16; save it as `CSV UTF-8`";
    /// It begins in UTF-8 and goes on in something else.
    EncodingMixed "ENCODING_MIXED" "the text is UTF-8 up to line {line} and something else from there on; save the parts in one encoding before joining them";
    /// It is neither UTF-8 nor GB18030.
    EncodingUnknown "ENCODING_UNKNOWN" "the text is neither UTF-8 nor GB18030 (line {line}); save it as `CSV UTF-8`";
    /// The workbook is cut off or damaged.
    WorkbookBroken "WORKBOOK_BROKEN" "the workbook is cut off or damaged ({cause}); open it in a spreadsheet program, save it again and check that it was copied whole";
    /// The workbook unpacks to more than is read.
    WorkbookTooLarge "WORKBOOK_TOO_LARGE" "the workbook unpacks to more than {limit} bytes; delete what does not belong to the table, or split it";

    /// More rows than are read.
    TableTooLong "TABLE_TOO_LONG" "the table has more than {limit} rows; split it by school or month";
    /// More columns than are read.
    TableTooWide "TABLE_TOO_WIDE" "the table has more than {limit} columns; delete what does not belong to it";
    /// The headings fit no kind.
    KindUnknown "KIND_UNKNOWN" "the headings fit no kind of file; the nearest is {kind}, which also needs {missing}";
    /// A heading that the kind needs is missing.
    HeadingMissing "HEADING_MISSING" "as {kind} the table lacks the heading {heading}; also accepted: {synonyms}";
    /// A heading stands twice.
    HeadingTwice "HEADING_TWICE" "the heading stands in columns {first} and {second}; keep one of them";
    /// A column of a roll says neither day nor slot.
    RollColumnInvalid "ROLL_COLUMN_INVALID" "the heading names no day and slot, so the column is not read; write it like 2023-03-01/1 or 3月1日第1节";
    /// A column of a roll lies outside the month.
    RollColumnOutsideMonth "ROLL_COLUMN_OUTSIDE_MONTH" "the column is about {date}, outside {month}, so it is not read; hand it in with its own month";
    /// Two columns of a roll are about the same slot.
    RollColumnTwice "ROLL_COLUMN_TWICE" "columns {first} and {second} are about the same slot, so neither is read; keep one of them";

    /// A row has more cells than the table has headings.
    RowTooLong "ROW_TOO_LONG" "the row has {cells} cells under {headings} headings; put a cell that holds the separator into double quotes";
    /// A cell that must be filled in is empty.
    CellRequired "CELL_REQUIRED" "the cell is empty; fill it in (of merged cells only the first holds the value)";
    /// A cell must be filled in because of another.
    CellRequiredWith "CELL_REQUIRED_WITH" "the cell is empty; fill it in, since {heading} is {given}";
    /// A cell must be left empty because of another.
    CellForbiddenWith "CELL_FORBIDDEN_WITH" "the cell must be empty, since {heading} is {given}";
    /// A cell is longer than is read.
    CellTooLong "CELL_TOO_LONG" "the cell has more than {limit} bytes; look for a double quote that is never closed, or shorten it";
    /// A cell holds a control character.
    CellControl "CELL_CONTROL" "the cell holds the control character {character}; type it again";
    /// A formula in the cell has no result.
    CellFormulaError "CELL_FORMULA_ERROR" "the formula in the cell failed; correct it or type the value";
    /// A word is not one of those accepted.
    WordUnknown "WORD_UNKNOWN" "the word is not known here; write one of {accepted}";
    /// A cell is no name of a person.
    NameInvalid "NAME_INVALID" "a name has at most {limit} characters in one line; look for a double quote that is never closed";
    /// A cell is no date.
    DateInvalid "DATE_INVALID" "there is no such date; write it like 2023-03-01";
    /// A cell is the day number of a spreadsheet.
    DateSerial "DATE_SERIAL" "this looks like the day number of a spreadsheet, which would be {date}; give the column the format of a date";
    /// A period ends before it begins.
    PeriodReversed "PERIOD_REVERSED" "the last day lies before the first, {first}; correct one of them";
    /// A cell is no time of day.
    TimeInvalid "TIME_INVALID" "there is no such time; write it like 16:30";
    /// A cell is no date with time.
    MomentInvalid "MOMENT_INVALID" "there is no such date and time; write them like 2023-03-02 17:40";
    /// A spreadsheet rounded a long number.
    NumberRounded "NUMBER_ROUNDED" "a spreadsheet rounded the number and lost its last digits; give the column the format of text and enter the numbers again";
    /// A cell is no amount of money.
    YuanInvalid "YUAN_INVALID" "this is no amount in yuan with at most two decimals; write it like 2.00";
    /// A cell is no grade.
    GradeInvalid "GRADE_INVALID" "this is no grade of compulsory schooling; write 1 to 9, 三年级 or 初一";
    /// A cell is no class.
    ClassInvalid "CLASS_INVALID" "this is no class; write its number like 2, or 三(2)班";
    /// The class cell names another grade than the grade cell.
    ClassOfOtherGrade "CLASS_OF_OTHER_GRADE" "the class belongs to grade {named}, and the row says grade {given}; correct one of them";
    /// A cell is no slot.
    SlotInvalid "SLOT_INVALID" "slots of a day are numbered 1 to 8; write numbers like 1,2 or 全部";
    /// A cell names no weekdays.
    WeekdaysInvalid "WEEKDAYS_INVALID" "this names no weekdays; write 一二三四五, 1-5 or 全部";
    /// A cell is no number of a revision.
    RevisionInvalid "REVISION_INVALID" "this is no revision; write 0 for the first sheet, 1 for the first correction, at most 999";
    /// A cell is no school code.
    SchoolCodeInvalid "SCHOOL_CODE_INVALID" "a school code (学校标识码) has ten digits; correct it";
    /// A cell is no town code.
    TownCodeInvalid "TOWN_CODE_INVALID" "a town code (镇街代码) has nine digits; correct it";
    /// A cell is no student number.
    StudentNumberForm "STUDENT_NUMBER_FORM" "a student number (学籍号) is G or L and 18 characters, the last a digit or X; correct it, or leave the cell empty";
    /// The check character of a student number is wrong.
    StudentNumberCheck "STUDENT_NUMBER_CHECK" "the check character is {found} and the digits call for {wanted}; look for a mistyped digit";
    /// A waiver category is not in the policy's table.
    CategoryUnknown "CATEGORY_UNKNOWN" "the policy knows no such waiver category on {date}; write one of {accepted}";
    /// A mark is not known.
    MarkUnknown "MARK_UNKNOWN" "this is no mark, so nothing counts as recorded; write √ 迟 早 假 病 旷 停 or leave the cell empty";
    /// A mark lies outside the month.
    MarkOutsideMonth "MARK_OUTSIDE_MONTH" "the mark is about a day outside {month}; hand it in with its own month";

    /// A school is not in the list.
    SchoolUnknown "SCHOOL_UNKNOWN" "the list of schools has no such school; correct it, or add the school to the list";
    /// Several schools bear one name.
    SchoolAmbiguous "SCHOOL_AMBIGUOUS" "{count} schools bear this name: {codes}; write the code (学校标识码) instead";
    /// A school's row says the same days as another.
    SchoolProfileOverlap "SCHOOL_PROFILE_OVERLAP" "the school's row {other} is about the same days; end one the day before the other begins";
    /// A pupil is not on the roster.
    PupilUnknown "PUPIL_UNKNOWN" "the roster has no such pupil; nearest: {nearest}; correct the row, or add the pupil to the roster";
    /// Several pupils bear one name.
    PupilAmbiguous "PUPIL_AMBIGUOUS" "{count} pupils of class {class} bear this name: {candidates}; give the student number (学籍号)";
    /// A number belongs to a pupil of another name.
    PupilNameDiffers "PUPIL_NAME_DIFFERS" "the number belongs to {roster} on the roster; correct the name or the number";
    /// A pupil's row on the roster was refused.
    PupilRefused "PUPIL_REFUSED" "the pupil's row on the roster was refused; correct {other} first";
    /// A pupil is at two schools on the same days.
    PupilAtTwoSchools "PUPIL_AT_TWO_SCHOOLS" "the pupil is also at school {school} on the same days: {other}; neither row counts until one of them is ended or removed";
    /// A pupil is in two classes on the same days.
    PlacementOverlap "PLACEMENT_OVERLAP" "the pupil is also in class {class} on the same days: {other}; end one the day before the other begins, or let both say the same; neither row counts until then";
    /// Student number and local id belong to different pupils.
    PupilIdsDiffer "PUPIL_IDS_DIFFER" "the local id belongs to another student number: {other}; correct one of them";
    /// A planned slot collides with another.
    PlanCollision "PLAN_COLLISION" "slot {slot} is also planned for the same grades and days by {other}; end one the day before the other begins; neither row counts until then";
    /// A planned slot ends before it starts.
    PlanEndsBeforeStart "PLAN_ENDS_BEFORE_START" "the slot ends before it starts at {starts}; correct one of the times";
    /// A calendar contradicts itself.
    CalendarContradiction "CALENDAR_CONTRADICTION" "{other} says something else about {date} for the same classes; remove one of them";
    /// A school or pupil has more rows of a kind than are read.
    RowsTooMany "ROWS_TOO_MANY" "there are more than {limit} rows of this kind about one school or pupil, and this one is not read; remove what does not belong here";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_texts_keep_the_style() {
        let mut seen = BTreeSet::new();
        for code in ReasonCode::ALL {
            assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
            let text = code.template();
            assert!(!text.ends_with('.'), "{text}");
            assert!(!text.starts_with(|c: char| c.is_uppercase()), "{text}");
        }
    }

    #[test]
    fn the_text_takes_its_arguments() {
        let reason = Reason::new(ReasonCode::RowTooLong).with("cells", 9).with("headings", 7);
        assert!(reason.to_string().starts_with("the row has 9 cells under 7 headings"));
        assert_eq!(reason.arg("headings"), Some("7"));
    }
}
