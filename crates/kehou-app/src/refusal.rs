//! Why a use case refuses: the catalogue.

use std::fmt;

use kehou_units::Fault;

macro_rules! refusals {
    ($($(#[$doc:meta])* $id:ident $code:literal $fault:ident $text:literal;)+) => {
        /// What a use case can refuse for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalCode {
            $($(#[$doc])* $id,)+
        }

        impl RefusalCode {
            /// The catalogue, in order of precedence.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$id => $code,)+
                }
            }

            /// The kind of failure.
            #[must_use]
            pub const fn fault(self) -> Fault {
                match self {
                    $(Self::$id => Fault::$fault,)+
                }
            }

            /// The English text; names in braces stand for arguments.
            #[must_use]
            pub const fn template(self) -> &'static str {
                match self {
                    $(Self::$id => $text,)+
                }
            }
        }
    };
}

refusals! {
    /// There is no such school.
    SchoolUnknown "SCHOOL_NOT_FOUND" NotFound "there is no school {school}";
    /// There is no such pupil at the school.
    PupilUnknown "PUPIL_NOT_FOUND" NotFound "school {school} has no pupil number {pupil}";
    /// The pupil has no such waiver.
    WaiverUnknown "WAIVER_NOT_FOUND" NotFound "pupil {pupil} has no waiver number {waiver}";
    /// Somebody changed it since it was read.
    Stale "ITEM_STALE" Stale "it was changed since you read it: you sent etag {sent}, it is {stands}; read it again";
    /// A tag that was never given.
    EtagUnknown "ETAG_UNKNOWN" Invalid "no answer gave the etag {sent} yet; send the one that you read";
    /// A reason is needed.
    ReasonMissing "REASON_MISSING" Invalid "say why: this act needs a reason";
    /// The school is closed on that day.
    SchoolClosed "SCHOOL_CLOSED" RuleViolated "school {school} closed on {last_day}";
    /// The successor of a closed school can't be.
    SuccessorWrong "SUCCESSOR_WRONG" RuleViolated "school {successor} can't be the successor: it must be another school that is open on the next day";
    /// The school that a teaching point counts with can't be. (C4)
    CountsWithWrong "COUNTS_WITH_WRONG" RuleViolated "school {school} can't count with {centre}: it must be another school that is known";
    /// A payee is of a kind that is never lawful. (F17, R08)
    PayeeUnlawful "PAYEE_UNLAWFUL" RuleViolated "families never pay a payee of the kind {kind}, such as {payee}";
    /// Another pupil has the student number.
    StudentNumberTaken "STUDENT_NUMBER_TAKEN" RuleViolated "the student number of entry {entry} belongs to pupil {pupil}";
    /// Another pupil has the school's own id.
    LocalIdTaken "LOCAL_ID_TAKEN" RuleViolated "the local id of entry {entry} belongs to pupil {pupil}; if it is the same child, name the number";
    /// Two entries are about the same pupil.
    PupilTwice "PUPIL_TWICE" Invalid "entries {first} and {entry} are both about pupil {pupil}";
    /// A child would be on the rolls of two schools on one day.
    AtTwoSchools "PUPIL_ON_TWO_ROLLS" RuleViolated "entry {entry}: another school of the county has the child on its roll on {on}; transfer the pupil";
    /// A pupil has neither a name nor a placement.
    PupilIncomplete "PUPIL_INCOMPLETE" Invalid "entry {entry}: a pupil needs a name and a placement";
    /// The pupil is not at the school on that day.
    NotPlaced "PUPIL_NOT_PLACED" RuleViolated "pupil {pupil} is not at the school on {on}";
    /// A transfer within one school.
    TransferWithin "TRANSFER_WITHIN_SCHOOL" Invalid "school {school} is both the old and the new one; move the pupil instead";
    /// A transfer whose days contradict each other.
    TransferDays "TRANSFER_DAYS" Invalid "the first day at the new school, {first_day}, must come after the last at the old one, {last_day}";
    /// The school is not open on a day.
    SchoolNotOpen "SCHOOL_NOT_OPEN" RuleViolated "school {school} is not open on {on}";
    /// Another school has the child on its roll already.
    TransferPlaced "TRANSFER_PLACED" RuleViolated "a school of the county has the child on its roll on {on} already";
    /// The policy knows no such waiver category.
    CategoryUnknown "WAIVER_CATEGORY_UNKNOWN" RuleViolated "the policy knows no waiver category {category} on {on}";
    /// There is no government list for the category, so that a match waives nothing. (F11)
    CategoryUnlisted "WAIVER_CATEGORY_UNLISTED" RuleViolated "there is no list for waiver category {category} on {on}; the family applies";
    /// The waiver is not one that is decided about. (F11)
    NotDecidable "WAIVER_NOT_DECIDABLE" RuleViolated "waiver {waiver} is no list match that awaits a decision";
    /// A rejection is dated before the list. (F11)
    DecisionDay "WAIVER_DECISION_DAY" Invalid "the decision can't be dated {on}: the list is of {listed_on}, and today is {today}";
    /// What a guardian does about an application counts from the day it is done. (F14)
    ApplicationDay "APPLICATION_DAY" RuleViolated "guardians apply and withdraw from today on, not back to {on}; the school enters what was written on paper before {today}";
    /// A sheet is dated in the future.
    RollFuture "ROLL_FUTURE" RuleViolated "a roll of {on} can't be entered on {today}";
    /// A sheet marks pupils whom the school does not have.
    RollPupils "ROLL_PUPILS" RuleViolated "the school has no pupils with the numbers {pupils}";
    /// A class teacher's sheet marks pupils of other classes.
    RollOtherClass "ROLL_OTHER_CLASS" RuleViolated "the pupils with the numbers {pupils} are not in your class on that day";
    /// A sheet marks nobody, or somebody twice.
    RollMarks "ROLL_MARKS" Invalid "a roll marks each of its pupils once, and at least one; look at pupil {pupil}";
    /// A late sheet needs a reason. (F9)
    RollLate "ROLL_LATE" RuleViolated "the roll of {on} locked at {locked_at}; say why it is late";
    /// The month is not over.
    MonthNotOver "MONTH_NOT_OVER" RuleViolated "{month} is not over on {today}";
    /// The month is in that state already, or can't get into it from where it is.
    MonthState "MONTH_STATE" RuleViolated "{month} is {state:MONTH_STATE} already";
    /// The month is opened again, so it can't be closed. (R06)
    MonthReopened "MONTH_REOPENED" RuleViolated "the attendance of {month} was opened again; lock it before it is billed";
    /// The statement is published; later facts become corrections due.
    MonthPublished "MONTH_PUBLISHED" RuleViolated "the statement of {month} is published; later facts are reported as corrections due";
    /// Who opened a month again does not lock it. (F9)
    SecondPerson "SECOND_PERSON" RuleViolated "{first} opened {month} again or entered sheets since; another person must lock it";
    /// Families must be told before charges rise. (F9)
    FamiliesNotTold "FAMILIES_NOT_TOLD" RuleViolated "{raised} marks raise a charge; name the day between {first} and {today} on which families were told";
    /// No statement was made.
    NotBilled "MONTH_NOT_BILLED" RuleViolated "{month} of school {school} has no statement; close it first";
    /// Some of several schools have no statement.
    NotAllBilled "MONTH_NOT_ALL_BILLED" RuleViolated "{month} of {count} schools has no statement ({schools}); close them first, or name the schools that are closed";
    /// There is no such bill.
    BillUnknown "BILL_UNKNOWN" NotFound "pupil {pupil} has no bill for {month}";
    /// No policy was adopted for the division.
    PolicyNotAdopted "POLICY_NOT_ADOPTED" RuleViolated "no policy is adopted for division {division}; run `kehou policy adopt`";
    /// No policy was adopted for any division.
    NoPolicyAdopted "POLICY_NONE_ADOPTED" RuleViolated "no policy is adopted yet; run `kehou policy adopt --division CODE`";
    /// The policy texts don't load.
    PolicyTexts "POLICY_TEXTS" Invalid "the policy has {count} problems; the first: {first}";
    /// The policy is not for the division.
    PolicyDivision "POLICY_OTHER_DIVISION" Invalid "the policy is for division {policy}, not for {division}";
    /// A policy changes a price of a published month.
    PolicyRetroactive "POLICY_RETROACTIVE" RuleViolated "the policy changes {key} in {month}, whose statements are published; say so with the retroactive flag";
    /// There is no such import.
    ImportUnknown "IMPORT_UNKNOWN" NotFound "there is no import {import}";
    /// The import is in a state in which that can't be done.
    ImportState "IMPORT_STATE" RuleViolated "import {import} is {state:IMPORT_STATE}";
    /// So many pupils are removed that somebody must accept it.
    ImportRemovals "IMPORT_REMOVALS" RuleViolated "the import would take too many pupils off the roll of {count} schools (gone / on the roll): {schools}; accept the removals of each that is meant, by its code";
    /// The files of an import are not what was announced.
    ImportFile "IMPORT_FILE" Invalid "file `{file}` is not what was announced: {what}";
    /// A file holds no table that is read.
    ImportNoTable "IMPORT_NO_TABLE" Invalid "file `{file}` holds no table that can be read ({reason}; further such files: {others}); expected the headings of {expected}";
    /// No file has a row.
    ImportNoRows "IMPORT_NO_ROWS" Invalid "file `{file}` has headings and no rows (further such files: {others}): there is nothing to import; export it again";
    /// No row of the files was taken.
    ImportAllRefused "IMPORT_ALL_REFUSED" RuleViolated "no row of import {import} was taken, {refused} things were refused; correct the files and stage them again";
    /// The books look otherwise since the import was staged.
    ImportOutdated "IMPORT_OUTDATED" Stale "school {school} was changed since import {import} was staged; stage it again";
    /// The kept files of an import are not there.
    ImportFilesAbsent "IMPORT_FILES_ABSENT" RuleViolated "the files of import {import} are not in the upload area of this server; send the same files with the same request id again, or let all servers share one upload area";
    /// There is no such finding. (I9)
    FindingUnknown "FINDING_UNKNOWN" NotFound "school {school} has no finding number {finding}";
    /// Another office decides findings of this gravity. (O3, O4, O6)
    FindingOtherDesk "FINDING_OTHER_DESK" RuleViolated "findings of this kind are decided by {desk:DESK}, not by you";
    /// A finding is named twice in an announcement.
    FindingTwice "FINDING_TWICE" Invalid "finding {finding} of school {school} is named twice";
    /// The worklist of a desk is asked for by somebody who does not sit there.
    DeskNotYours "DESK_NOT_YOURS" RuleViolated "you do not sit at that desk ({desk:DESK})";
    /// There is no such campaign. (I1)
    CampaignUnknown "CAMPAIGN_UNKNOWN" NotFound "there is no campaign {campaign}";
    /// Another campaign has the id. (I1)
    CampaignExists "CAMPAIGN_EXISTS" Exists "campaign {campaign} has the id {id} already";
    /// The numbers of inspections are not known for a day. (I3, I6, I13)
    CampaignNoRules "CAMPAIGN_NO_RULES" RuleViolated "no numbers of inspections are in force on {on}";
    /// There is no such draw. (I5)
    CampaignNotDrawn "CAMPAIGN_NOT_DRAWN" RuleViolated "campaign {campaign} has no such draw: its seed is not known yet, or no towns were drawn";
    /// Every planned visit has a group. (I6)
    NothingToAssign "ASSIGN_NOTHING" RuleViolated "every planned visit has a group already; name the visits that get another";
    /// A person is named twice among the inspectors. (I6)
    InspectorTwice "INSPECTOR_TWICE" Invalid "{person} is named twice; name each inspector once";
    /// A routine visit that can't have been. (I13)
    RoutineVisitDay "ROUTINE_VISIT_DAY" RuleViolated "school {school} can't have been visited on {on}: the day is still to come, or the school was not open";
    /// There is no such version of a checklist. (I7)
    ChecklistUnknown "CHECKLIST_UNKNOWN" NotFound "there is no checklist `{checklist}` of version {version}";
    /// Nothing was handed in for the campaign. (I7)
    SheetUnknown "SHEET_UNKNOWN" NotFound "school {school} has neither a self-check nor a visit in campaign {campaign}";
    /// No visit was submitted for the campaign. (I7)
    VisitUnknown "VISIT_UNKNOWN" NotFound "no visit to school {school} was submitted in campaign {campaign}";
    /// Only inspectors of the school's group hand in its visit. (I6)
    NotInGroup "NOT_IN_GROUP" RuleViolated "you are not in the group that visits school {school} in campaign {campaign}";
    /// An act names a file that is not attached at the school. (I7, I9)
    EvidenceNotAttached "EVIDENCE_NOT_ATTACHED" RuleViolated "no file with the SHA-256 {sha256} is attached at the school (it is named `{name}`); attach it first";
    /// There is no such file at the school.
    AttachmentUnknown "ATTACHMENT_UNKNOWN" NotFound "school {school} has no file with the SHA-256 {sha256}";
    /// A date of the safety register can't be. (O6)
    SafetyDay "SAFETY_DAY" Invalid "the entry {kind:REGISTER} is dated {on}: it must not lie after today ({today}), nor after the day on which it expires";
    /// There is no such case. (O8)
    CaseUnknown "CASE_UNKNOWN" NotFound "there is no case number {case}";
    /// A case rests on a finding that the ladder did not bring to the discipline office. (O8)
    CaseFinding "CASE_FINDING" RuleViolated "finding {finding} of school {school} was not proposed to the discipline office and repeats none; it is no ground for a case";
    /// Nobody is written down as having reported the case. (O8)
    ReporterUnknown "CASE_REPORTER_UNKNOWN" NotFound "nobody is written down as having reported case {case}";
    /// There is no such entry that the principal sees. (I10)
    EntryUnknown "ENTRY_UNKNOWN" NotFound "there is no entry number {entry}";
    /// A finding that is not confirmed enters no file. (I10)
    EntryFinding "ENTRY_FINDING" RuleViolated "finding {finding} of school {school} is not confirmed; it enters no file";
    /// A case that was not verified and concluded enters no file. (I10)
    EntryCase "ENTRY_CASE" RuleViolated "case {case} was not concluded with a verified violation; it enters no file";
    /// A fact would be later than the case about it. (I10)
    EntryFactDay "ENTRY_FACT_DAY" Invalid "the fact can't be dated {on}: the case about it was received on {received}";
    /// The same ground was proposed already. (I10)
    EntryTwice "ENTRY_TWICE" RuleViolated "entry {entry} rests on the same ground; correct that one";
    /// What is to be corrected does not stand in the person's file. (I10)
    EntryCorrects "ENTRY_CORRECTS" RuleViolated "entry {entry} does not stand in the file of this person, so nothing corrects it";
    /// Two persons would be principal on one day. (I10)
    PostsOverlap "POSTS_OVERLAP" Invalid "{first} and {second} would both be principal on the same day; let one post end before the next begins";
    /// There is no such nomination. (I16)
    PracticeUnknown "PRACTICE_UNKNOWN" NotFound "school {school} has no nomination number {practice}";
    /// Good practice is nominated from visits. (I16)
    PracticeUnvisited "PRACTICE_UNVISITED" RuleViolated "no visit to school {school} is on the books; good practice is nominated from visits";
    /// There are no results yet. (I14)
    ResultsNone "RESULTS_NONE" RuleViolated "no visit of campaign {campaign} is on the books yet";
    /// As many files are being handed in as are held at once.
    UploadsBusy "UPLOADS_BUSY" Busy "{limit} files are being handed in already; try again in a moment";
    /// The upload area can't be used.
    SpoolFailed "SPOOL_FAILED" Busy "the upload area can't be used: {what}";
}

/// Why a use case refuses: a code and the arguments of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    code: RefusalCode,
    args: Vec<(&'static str, String)>,
}

impl Refusal {
    pub(crate) const fn new(code: RefusalCode) -> Self {
        Self { code, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> RefusalCode {
        self.code
    }

    /// The arguments of its text, by name.
    pub fn args(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.args.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

/// The text with a value in the place of `{name:WORDS}`, whatever words it names.
fn without_words(text: &str, name: &str, value: &str) -> String {
    let opening = format!("{{{name}:");
    let Some((before, rest)) = text.split_once(&opening) else {
        return text.to_owned();
    };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    format!("{before}{value}{}", without_words(after, name, value))
}

impl fmt::Display for Refusal {
    /// Writes the English text; an argument that is a code stands itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.code.template().to_owned();
        for (name, value) in self.args() {
            text = text.replace(&format!("{{{name}}}"), value);
            text = without_words(&text, name, value);
        }
        f.write_str(&text)
    }
}

impl std::error::Error for Refusal {}
