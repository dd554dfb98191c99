//! Every call of the books, with a request that is minimal and right, and what it takes.

use kehou_app::Permission::{self, *};
use kehou_wire::pb::{
    admin::*,
    attendance::*,
    audit::ListChangesRequest,
    fee::{
        Boarding, CloseMonthRequest, ExportContent, ExportFormat, ExportMonthRequest,
        GetBillRequest, ListBillsRequest, ListCorrectionsDueRequest, ListDecision,
        ListFindingsRequest, ListStatementsRequest, MarkStatus, PublicCalendar,
        PublishStatementRequest,
    },
    inspection::{
        EntryKey, GetCaseRequest, GetEntryRequest, GetReporterRequest, ListCasesRequest,
        ListEntriesRequest, ListEntrySuggestionsRequest, ListPracticesRequest,
    },
    policy::AdoptPolicyRequest,
    registry::*,
};
use prost::Message;
use sha2::{Digest, Sha256};

use super::{campaigns, dossiers, findings, messages::*, people::code, visits};
use crate::march::{date, days};

/// Where a call needs its permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// In the county as a whole.
    County,
    /// In the school as a whole.
    School,
    /// In the school and another one.
    TwoSchools,
    /// In class 3-1.
    Class,
    /// For pupil 1, who is in class 3-1.
    Pupil,
    /// For anything of the school: the rest is left out.
    AnyOfSchool,
    /// Anywhere: what lies elsewhere is left out.
    Anywhere,
    /// For all schools of which the whole may be read; of children alone there is no such list.
    SomeSchool,
    /// Anywhere, by any permission that an import can take.
    Import,
    /// In the county, by those who may also read files. (I10)
    FilesToo,
    /// In the county, by those who may also keep cases. (O8)
    CasesToo,
    /// By those who read files, all or on violations.
    Files,
    /// By those, and by whoever it may be about.
    OwnFile,
}

/// Whether a call changes the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Reads,
    Writes,
}

/// One call.
pub(crate) struct Call {
    pub(crate) path: &'static str,
    pub(crate) permission: Permission,
    pub(crate) at: At,
    pub(crate) effect: Effect,
    pub(crate) messages: fn(usize, String) -> Vec<Vec<u8>>,
}

const MONTH: &str = "2023-03";

fn one(message: &impl Message) -> Vec<Vec<u8>> {
    vec![message.encode_to_vec()]
}

fn school(number: usize) -> String {
    code(number).to_string()
}

macro_rules! calls {
    ($($path:literal $permission:ident $at:ident $effect:ident |$school:pat_param, $id:pat_param| $message:expr;)+) => {
        /// Every call: the school is a number, the id of a write is new.
        pub(crate) const CALLS: &[Call] = &[$(Call {
            path: $path,
            permission: $permission,
            at: At::$at,
            effect: Effect::$effect,
            messages: |$school, $id| $message,
        }),+];
    };
}

calls! {
    "/kehou.registry.v1.SchoolService/PutSchool" WriteSchools County Writes
        |school, id| one(&put_school(school, &id));
    "/kehou.registry.v1.SchoolService/GetSchool" ReadSchools School Reads
        |number, _| one(&GetSchoolRequest { school_code: school(number), known_at: None });
    "/kehou.registry.v1.SchoolService/ListSchools" ReadSchools Anywhere Reads
        |_, _| one(&ListSchoolsRequest::default());
    "/kehou.registry.v1.SchoolService/CloseSchool" WriteSchools County Writes
        |number, id| one(&CloseSchoolRequest {
            request_id: id,
            reason: "closed".into(),
            school_code: school(number),
            last_day: date(12, 31),
            ..Default::default()
        });
    "/kehou.registry.v1.SchoolService/PutCalendar" WriteTimetable School Writes
        |school, id| one(&put_calendar(school, &id));
    "/kehou.registry.v1.SchoolService/PutCalendar" WriteTimetable County Writes
        |school, id| one(&PutCalendarRequest { school_code: String::new(), ..put_calendar(school, &id) });
    "/kehou.registry.v1.SchoolService/PutPlan" WriteTimetable School Writes
        |school, id| one(&put_plan(school, &id));
    "/kehou.registry.v1.SchoolService/PutNotices" WriteNotices School Writes
        |school, id| one(&put_notices(school, &id));
    "/kehou.registry.v1.SchoolService/PutPayees" WritePayees School Writes
        |school, id| one(&put_payees(school, &id));
    "/kehou.registry.v1.SchoolService/GetSchoolBook" ReadSchools School Reads
        |number, _| one(&GetSchoolBookRequest { school_code: school(number), ..Default::default() });
    "/kehou.registry.v1.SchoolService/GetSchoolBook" ReadWorkingDays County Reads
        |_, _| one(&GetSchoolBookRequest::default());
    "/kehou.registry.v1.SchoolService/PutWorkingDays" WriteSchools County Writes
        |_, id| one(&PutWorkingDaysRequest {
            request_id: id,
            calendar: Some(PublicCalendar::default()),
            ..Default::default()
        });
    "/kehou.registry.v1.SchoolService/GetWorkingDays" ReadWorkingDays County Reads
        |_, _| one(&GetWorkingDaysRequest::default());
    "/kehou.registry.v1.SchoolService/ListVersions" ReadSchools School Reads
        |number, _| one(&versions(FactKind::SchoolProfile, number, 0));
    "/kehou.registry.v1.SchoolService/ListVersions" ReadWorkingDays County Reads
        |_, _| one(&ListVersionsRequest { kind: FactKind::WorkingDay.into(), ..Default::default() });
    "/kehou.registry.v1.SchoolService/ListVersions" ReadPupils Pupil Reads
        |number, _| one(&versions(FactKind::Placement, number, 1));
    "/kehou.registry.v1.SchoolService/ListVersions" ReadPupils Pupil Reads
        |number, _| one(&versions(FactKind::Application, number, 1));
    "/kehou.registry.v1.SchoolService/ListVersions" ReadContacts Pupil Reads
        |number, _| one(&versions(FactKind::Person, number, 1));
    "/kehou.registry.v1.SchoolService/ListVersions" ReadContacts Pupil Reads
        |number, _| one(&versions(FactKind::Guardian, number, 1));
    "/kehou.registry.v1.SchoolService/ListVersions" ReadWaivers Pupil Reads
        |number, _| one(&versions(FactKind::Waiver, number, 1));
    "/kehou.registry.v1.PupilService/PutPupils" WritePupils School Writes
        |school, id| {
            let pupil = PupilEntry { applications: None, ..entry(&id, 5) };
            one(&put_pupils(school, &id, vec![pupil]))
        };
    "/kehou.registry.v1.PupilService/GetPupil" ReadPupils Pupil Reads
        |number, _| one(&GetPupilRequest {
            school_code: school(number),
            pupil_no: 1,
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/GetPupil" ReadContacts Pupil Reads
        |number, _| one(&GetPupilRequest {
            school_code: school(number),
            pupil_no: 1,
            include_contacts: true,
            known_at: None,
        });
    "/kehou.registry.v1.PupilService/ListPupils" ReadPupils AnyOfSchool Reads
        |number, _| one(&ListPupilsRequest { school_code: school(number), ..Default::default() });
    "/kehou.registry.v1.PupilService/ListPupils" ReadContacts AnyOfSchool Reads
        |number, _| one(&ListPupilsRequest {
            school_code: school(number),
            include_contacts: true,
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/MovePupil" WritePupils Pupil Writes
        |number, id| one(&MovePupilRequest {
            request_id: id,
            school_code: school(number),
            pupil_no: 1,
            from: date(6, 1),
            class: Some(class(4)),
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/TransferPupil" WritePupils TwoSchools Writes
        |number, id| one(&TransferPupilRequest {
            request_id: id,
            reason: "moved house".into(),
            from_school_code: school(number),
            pupil_no: 1,
            last_day: date(6, 1),
            to_school_code: school(other(number)),
            first_day: date(6, 2),
            class: Some(class(3)),
            boarding: Boarding::Day.into(),
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/PutApplications" WriteApplications Pupil Writes
        |number, id| one(&PutApplicationsRequest {
            request_id: id,
            school_code: school(number),
            pupil_no: 1,
            applications: vec![application(date(2, 10))],
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/PutWaivers" WriteWaivers Pupil Writes
        |school, id| one(&put_waivers(school, 1, &id));
    "/kehou.registry.v1.PupilService/DecideWaiver" DecideWaivers Pupil Writes
        |number, id| one(&DecideWaiverRequest {
            request_id: id,
            school_code: school(number),
            pupil_no: 1,
            waiver_no: 1,
            decision: ListDecision::Confirmed.into(),
            ..Default::default()
        });
    "/kehou.registry.v1.PupilService/ListWaivers" ReadWaivers AnyOfSchool Reads
        |number, _| one(&ListWaiversRequest { school_code: school(number), ..Default::default() });
    "/kehou.attendance.v1.AttendanceService/SubmitRoll" SubmitRolls Class Writes
        |number, id| one(&SubmitRollRequest {
            school_code: school(number),
            reason: "a roll that was left lying".into(),
            ..roll(&id, 1, &[(1, MarkStatus::Present)])
        });
    "/kehou.attendance.v1.AttendanceService/SubmitRoll" SubmitRolls School Writes
        |number, id| one(&SubmitRollRequest {
            school_code: school(number),
            reason: "a roll that was left lying".into(),
            group: Some(submit_roll_request::Group::GroupNo(10_000)),
            ..roll(&id, 1, &[(1, MarkStatus::Present)])
        });
    "/kehou.attendance.v1.AttendanceService/ListRolls" ReadRolls AnyOfSchool Reads
        |number, _| one(&ListRollsRequest {
            school_code: school(number),
            days: days(date(3, 1), date(3, 31)),
            all_revisions: true,
            ..Default::default()
        });
    "/kehou.attendance.v1.AttendanceService/LockMonth" LockMonth School Writes
        |number, id| one(&LockMonthRequest {
            request_id: id,
            school_code: school(number),
            month: MONTH.into(),
            ..Default::default()
        });
    "/kehou.attendance.v1.AttendanceService/ReopenMonth" ReopenMonth School Writes
        |number, id| one(&ReopenMonthRequest {
            request_id: id,
            reason: "a class was forgotten".into(),
            school_code: school(number),
            month: MONTH.into(),
            ..Default::default()
        });
    "/kehou.attendance.v1.AttendanceService/GetMonthState" ReadRolls School Reads
        |number, _| one(&GetMonthStateRequest {
            school_code: school(number),
            month: MONTH.into(),
            known_at: None,
        });
    "/kehou.fee.v1.BillingService/CloseMonth" CloseMonth School Writes
        |number, id| one(&CloseMonthRequest {
            request_id: id,
            month: MONTH.into(),
            school_code: school(number),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/PublishStatement" PublishStatement School Writes
        |number, id| one(&PublishStatementRequest {
            request_id: id,
            month: MONTH.into(),
            school_code: school(number),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/GetBill" ReadBills Pupil Reads
        |number, _| one(&GetBillRequest {
            school_code: school(number),
            pupil_no: 1,
            month: MONTH.into(),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/ListBills" ReadBills AnyOfSchool Reads
        |number, _| one(&ListBillsRequest {
            school_code: school(number),
            month: MONTH.into(),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/ListStatements" ReadStatements School Reads
        |number, _| one(&ListStatementsRequest {
            month: MONTH.into(),
            school_code: school(number),
            all_revisions: true,
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/ListStatements" ReadStatements SomeSchool Reads
        |_, _| one(&ListStatementsRequest { month: MONTH.into(), ..Default::default() });
    "/kehou.fee.v1.BillingService/ListFindings" ReadStatements School Reads
        |number, _| one(&ListFindingsRequest {
            month: MONTH.into(),
            school_code: school(number),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/ListFindings" ReadStatements SomeSchool Reads
        |_, _| one(&ListFindingsRequest { month: MONTH.into(), ..Default::default() });
    "/kehou.fee.v1.BillingService/ListCorrectionsDue" ReadBills School Reads
        |number, _| one(&ListCorrectionsDueRequest {
            school_code: school(number),
            ..Default::default()
        });
    "/kehou.fee.v1.BillingService/ListCorrectionsDue" ReadBills SomeSchool Reads
        |_, _| one(&ListCorrectionsDueRequest::default());
    "/kehou.fee.v1.BillingService/ExportMonth" ReadBills School Reads
        |number, _| one(&export(ExportContent::Bills, school(number)));
    "/kehou.fee.v1.BillingService/ExportMonth" ReadBills School Reads
        |number, _| one(&export(ExportContent::BillLines, school(number)));
    "/kehou.fee.v1.BillingService/ExportMonth" ReadRolls School Reads
        |number, _| one(&export(ExportContent::Marks, school(number)));
    "/kehou.fee.v1.BillingService/ExportMonth" ReadRolls SomeSchool Reads
        |_, _| one(&export(ExportContent::Marks, String::new()));
    "/kehou.admin.v1.ImportService/StageImport" WritePupils School Writes |school, id| staged(school, &id);
    "/kehou.admin.v1.ImportService/GetImport" ReadImports Import Reads
        |_, _| one(&GetImportRequest { import_id: 999 });
    "/kehou.admin.v1.ImportService/ConfirmImport" ReadImports Import Writes
        |_, _| one(&ConfirmImportRequest { import_id: 999, ..Default::default() });
    "/kehou.admin.v1.ImportService/CancelImport" ReadImports Import Writes
        |_, _| one(&CancelImportRequest { import_id: 999 });
    "/kehou.admin.v1.ImportService/ListRowErrors" ReadImports Import Reads
        |_, _| one(&ListRowErrorsRequest { import_id: 999, ..Default::default() });
    "/kehou.audit.v1.AuditService/ListChanges" ReadChanges School Reads
        |number, _| one(&ListChangesRequest { school_code: school(number), ..Default::default() });
    "/kehou.audit.v1.AuditService/ListChanges" ReadChanges County Reads
        |_, _| one(&ListChangesRequest::default());
    "/kehou.inspection.v1.CampaignService/OpenCampaign" RunCampaigns County Writes
        |_, id| one(&campaigns::open(&id));
    "/kehou.inspection.v1.CampaignService/GetCampaign" ReadCampaigns County Reads
        |_, _| one(&campaigns::get());
    "/kehou.inspection.v1.CampaignService/ListCampaigns" ReadCampaigns County Reads
        |_, _| one(&campaigns::list());
    "/kehou.inspection.v1.CampaignService/FixFrame" RunCampaigns County Writes
        |_, id| one(&campaigns::frame(&id));
    "/kehou.inspection.v1.CampaignService/CommitDraw" RunCampaigns County Writes
        |_, id| one(&campaigns::commit(&id));
    "/kehou.inspection.v1.CampaignService/RevealSeed" RunCampaigns County Writes
        |_, id| one(&campaigns::reveal(&id));
    "/kehou.inspection.v1.CampaignService/GetDrawProof" ReadCampaigns County Reads
        |_, _| one(&campaigns::proof());
    "/kehou.inspection.v1.CampaignService/PutInspectors" RunCampaigns County Writes
        |_, id| one(&campaigns::people(&id, 0));
    "/kehou.inspection.v1.CampaignService/ListInspectors" RunCampaigns County Reads
        |_, _| one(&campaigns::inspectors());
    "/kehou.inspection.v1.CampaignService/AssignInspectors" RunCampaigns County Writes
        |_, id| one(&campaigns::assign(&id));
    "/kehou.inspection.v1.CampaignService/AddVisit" RunCampaigns County Writes
        |number, id| one(&campaigns::add(number, &id));
    "/kehou.inspection.v1.CampaignService/CancelVisit" RunCampaigns County Writes
        |number, id| one(&campaigns::cancel(number, &id));
    "/kehou.inspection.v1.CampaignService/SubstituteVisit" RunCampaigns County Writes
        |number, id| one(&campaigns::substitute(number, &id));
    "/kehou.inspection.v1.CampaignService/ListVisits" ReadCampaigns County Reads
        |_, _| one(&campaigns::visits());
    "/kehou.inspection.v1.CampaignService/RecordRoutineVisit" WriteVisits School Writes
        |number, id| one(&campaigns::routine(number, &id));
    "/kehou.inspection.v1.CampaignService/ListRoutineStanding" ReadInspections Anywhere Reads
        |_, _| one(&campaigns::standing());
    "/kehou.inspection.v1.DossierService/ReceiveCase" KeepCases County Writes
        |number, id| one(&dossiers::receive(number, &id));
    "/kehou.inspection.v1.DossierService/AdvanceCase" KeepCases County Writes
        |_, id| one(&dossiers::on_case(&id, dossiers::accept()));
    "/kehou.inspection.v1.DossierService/GetCase" KeepCases County Reads
        |_, _| one(&GetCaseRequest { case_no: 1, known_at: None });
    "/kehou.inspection.v1.DossierService/ListCases" KeepCases County Reads
        |_, _| one(&ListCasesRequest::default());
    "/kehou.inspection.v1.DossierService/GetReporter" KeepCases County Reads
        |_, _| one(&GetReporterRequest { case_no: 1 });
    "/kehou.inspection.v1.DossierService/ProposeEntry" ProposeEntries FilesToo Writes
        |number, id| one(&dossiers::propose(number, &id));
    "/kehou.inspection.v1.DossierService/ProposeEntry" ProposeEntries CasesToo Writes
        |_, id| one(&dossiers::propose_violation(&id));
    "/kehou.inspection.v1.DossierService/AdvanceEntry" AnswerEntries Anywhere Writes
        |_, id| one(&dossiers::on_entry(&id, dossiers::state()));
    "/kehou.inspection.v1.DossierService/AdvanceEntry" ProposeEntries County Writes
        |_, id| one(&dossiers::on_entry(&id, dossiers::lapse()));
    "/kehou.inspection.v1.DossierService/AdvanceEntry" TurnLeadingGroupKey County Writes
        |_, id| one(&dossiers::on_entry(&id, dossiers::turn(EntryKey::LeadingGroup)));
    "/kehou.inspection.v1.DossierService/AdvanceEntry" TurnDisciplineKey County Writes
        |_, id| one(&dossiers::on_entry(&id, dossiers::turn(EntryKey::Discipline)));
    "/kehou.inspection.v1.DossierService/AdvanceEntry" TurnPersonnelKey County Writes
        |_, id| one(&dossiers::on_entry(&id, dossiers::turn(EntryKey::Personnel)));
    "/kehou.inspection.v1.DossierService/GetEntry" AnswerEntries OwnFile Reads
        |_, _| one(&GetEntryRequest { entry_no: 1 });
    "/kehou.inspection.v1.DossierService/ListEntries" AnswerEntries OwnFile Reads
        |_, _| one(&ListEntriesRequest::default());
    "/kehou.inspection.v1.DossierService/GetFile" ReadFiles Files Reads
        |_, _| one(&dossiers::file_of("somebody-else"));
    "/kehou.inspection.v1.DossierService/GetFile" AnswerEntries OwnFile Reads
        |_, _| one(&dossiers::file_of("head"));
    "/kehou.inspection.v1.DossierService/ListEntrySuggestions" ProposeEntries County Reads
        |_, _| one(&ListEntrySuggestionsRequest {});
    "/kehou.inspection.v1.DossierService/PutPosts" WritePosts School Writes
        |number, id| one(&dossiers::put_posts(number, &id));
    "/kehou.inspection.v1.DossierService/GetPosts" ReadInspections School Reads
        |number, _| one(&dossiers::posts(number));
    "/kehou.inspection.v1.ResultService/ListSchoolResults" ReadInspections Anywhere Reads
        |_, _| one(&dossiers::results());
    "/kehou.inspection.v1.ResultService/ListGroupResults" ReadInspections Anywhere Reads
        |_, _| one(&dossiers::group_results());
    "/kehou.inspection.v1.ResultService/ExportAssessment" ReadInspections County Reads
        |_, _| one(&dossiers::assessment());
    "/kehou.inspection.v1.ResultService/GetPublicSummary" ReadInspections County Reads
        |_, _| one(&dossiers::summary());
    "/kehou.inspection.v1.ResultService/NominatePractice" NominatePractices School Writes
        |number, id| one(&dossiers::nominate(number, &id));
    "/kehou.inspection.v1.ResultService/AdvancePractice" ReviewPractices School Writes
        |number, id| one(&dossiers::review(number, &id));
    "/kehou.inspection.v1.ResultService/ListPractices" ReadInspections Anywhere Reads
        |_, _| one(&ListPracticesRequest::default());
    "/kehou.inspection.v1.ResultService/ListPractices" ReadInspections School Reads
        |number, _| one(&dossiers::practices_of(number));
    "/kehou.inspection.v1.FindingService/OpenFinding" OpenFindings School Writes
        |number, id| one(&findings::open(number, &id));
    "/kehou.inspection.v1.FindingService/AdvanceFinding" OpenFindings School Writes
        |number, id| one(&findings::advance(number, &id, findings::notify()));
    "/kehou.inspection.v1.FindingService/AdvanceFinding" AnswerFindings School Writes
        |number, id| one(&findings::advance(number, &id, findings::respond()));
    "/kehou.inspection.v1.FindingService/AdvanceFinding" DecideFindings School Writes
        |number, id| one(&findings::advance(number, &id, findings::confirm()));
    "/kehou.inspection.v1.FindingService/AdvanceFinding" VerifyFindings School Writes
        |number, id| one(&findings::advance(number, &id, findings::verify()));
    "/kehou.inspection.v1.FindingService/AdvanceFinding" EscalateFindings School Writes
        |number, id| one(&findings::advance(number, &id, findings::escalate()));
    "/kehou.inspection.v1.FindingService/GetFinding" ReadInspections School Reads
        |number, _| one(&findings::get(number));
    "/kehou.inspection.v1.FindingService/ListFindings" ReadInspections Anywhere Reads
        |_, _| one(&findings::list());
    "/kehou.inspection.v1.FindingService/ListFindings" ReadInspections School Reads
        |number, _| one(&findings::list_of(number));
    "/kehou.inspection.v1.FindingService/GetWorklist" ReadInspections Anywhere Reads
        |_, _| one(&findings::waiting());
    "/kehou.inspection.v1.FindingService/GetAnnouncement" DecideFindings School Reads
        |number, _| one(&findings::announcement(number));
    "/kehou.inspection.v1.FindingService/GetRectificationOrder" ReadInspections School Reads
        |number, _| one(&findings::rectification_order(number));
    "/kehou.inspection.v1.VisitService/AdoptChecklist" RunCampaigns County Writes
        |_, id| one(&visits::adopt(&id));
    "/kehou.inspection.v1.VisitService/GetChecklist" ReadCampaigns County Reads
        |_, _| one(&visits::checklist());
    "/kehou.inspection.v1.VisitService/ListChecklists" ReadCampaigns County Reads
        |_, _| one(&kehou_wire::pb::inspection::ListChecklistsRequest::default());
    "/kehou.inspection.v1.VisitService/SubmitSelfCheck" WriteSelfChecks School Writes
        |number, id| one(&visits::self_check(number, &id));
    "/kehou.inspection.v1.VisitService/SubmitVisit" WriteVisits School Writes
        |number, id| one(&visits::visit(number, &id));
    "/kehou.inspection.v1.VisitService/GetVisitReport" ReadInspections School Reads
        |number, _| one(&visits::report(number));
    "/kehou.inspection.v1.VisitService/GetPrefill" ReadInspections School Reads
        |number, _| one(&visits::prefill(number));
    "/kehou.inspection.v1.VisitService/DecideVeto" DecideVetoes School Writes
        |number, id| one(&visits::veto(number, &id));
    "/kehou.inspection.v1.VisitService/AttachEvidence" AttachEvidence School Writes
        |number, id| visits::photo(number, &id);
    "/kehou.inspection.v1.VisitService/GetAttachment" ReadInspections School Reads
        |number, _| one(&visits::attachment(number));
    "/kehou.inspection.v1.VisitService/ListAttachments" ReadInspections School Reads
        |number, _| one(&visits::attachments(number));
    "/kehou.inspection.v1.SafetyService/PutSafetyRegister" WriteSafety School Writes
        |number, id| one(&visits::register(number, &id));
    "/kehou.inspection.v1.SafetyService/GetSafetyRegister" ReadInspections School Reads
        |number, _| one(&visits::safety(number));
    "/kehou.policy.v1.PolicyService/AdoptPolicy" AdoptPolicy County Writes
        |_, id| one(&AdoptPolicyRequest { validate_only: true, ..adopt_policy(&id) });
}

/// Another school than this one, in another town than school 1.
pub(crate) const fn other(number: usize) -> usize {
    if number == 3 { 1 } else { 3 }
}

fn versions(kind: FactKind, number: usize, pupil_no: u32) -> ListVersionsRequest {
    let (kind, school_code) = (kind.into(), school(number));
    ListVersionsRequest { kind, school_code, pupil_no, ..Default::default() }
}

fn export(content: ExportContent, school_code: String) -> ExportMonthRequest {
    ExportMonthRequest {
        month: MONTH.into(),
        school_code,
        content: content.into(),
        format: ExportFormat::JsonLines.into(),
        known_at: None,
    }
}

/// The pieces of an import of one file.
pub(crate) fn pieces(header: ImportHeader, name: &str, text: &str) -> Vec<StageImportRequest> {
    use stage_import_request::Part;
    let sha256 = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let file = ImportFileHeader { name: name.into(), sha256 };
    let parts = [Part::Header(header), Part::File(file), Part::Chunk(text.into())];
    parts.into_iter().map(|part| StageImportRequest { part: Some(part) }).collect()
}

pub(crate) fn header(id: &str) -> ImportHeader {
    ImportHeader {
        request_id: id.into(),
        reason: "the roster of March".into(),
        month: MONTH.into(),
        file_count: 1,
        validate_only: false,
    }
}

fn staged(number: usize, id: &str) -> Vec<Vec<u8>> {
    let header = ImportHeader { validate_only: true, ..header(id) };
    let text = format!(
        "学校标识码,年级,班级,姓名,校内编号,监护人\n{},5,1,新生,N1,新生家长\n",
        code(number)
    );
    pieces(header, "pupils.csv", &text).iter().map(Message::encode_to_vec).collect()
}
