//! `kehou.registry.v1`: `SchoolService` and `PupilService`.

mod close_school;
mod decide_waiver;
mod get_pupil;
mod get_school;
mod get_school_book;
mod get_working_days;
mod list_pupils;
mod list_schools;
mod list_versions;
mod list_waivers;
mod move_pupil;
mod put_applications;
mod put_calendar;
mod put_notices;
mod put_payees;
mod put_plan;
mod put_pupils;
mod put_school;
mod put_waivers;
mod put_working_days;
mod transfer_pupil;
mod view;

use kehou_wire::pb::registry::{
    pupil_service_server::PupilService, school_service_server::SchoolService, *,
};

use crate::books::serve_calls;

serve_calls! {
    SchoolService for SchoolCalls:
    put_school(PutSchoolRequest) -> PutSchoolResponse;
    get_school(GetSchoolRequest) -> GetSchoolResponse;
    list_schools(ListSchoolsRequest) -> ListSchoolsResponse;
    close_school(CloseSchoolRequest) -> CloseSchoolResponse;
    put_calendar(PutCalendarRequest) -> PutCalendarResponse;
    put_plan(PutPlanRequest) -> PutPlanResponse;
    put_notices(PutNoticesRequest) -> PutNoticesResponse;
    put_payees(PutPayeesRequest) -> PutPayeesResponse;
    get_school_book(GetSchoolBookRequest) -> GetSchoolBookResponse;
    put_working_days(PutWorkingDaysRequest) -> PutWorkingDaysResponse;
    get_working_days(GetWorkingDaysRequest) -> GetWorkingDaysResponse;
    list_versions(ListVersionsRequest) -> ListVersionsResponse;
}

serve_calls! {
    PupilService for PupilCalls:
    put_pupils(PutPupilsRequest) -> PutPupilsResponse;
    get_pupil(GetPupilRequest) -> GetPupilResponse;
    list_pupils(ListPupilsRequest) -> ListPupilsResponse;
    move_pupil(MovePupilRequest) -> MovePupilResponse;
    transfer_pupil(TransferPupilRequest) -> TransferPupilResponse;
    put_applications(PutApplicationsRequest) -> PutApplicationsResponse;
    put_waivers(PutWaiversRequest) -> PutWaiversResponse;
    decide_waiver(DecideWaiverRequest) -> DecideWaiverResponse;
    list_waivers(ListWaiversRequest) -> ListWaiversResponse;
}
