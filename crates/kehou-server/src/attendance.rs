//! `kehou.attendance.v1.AttendanceService`.

mod get_month_state;
mod list_rolls;
mod lock_month;
mod reopen_month;
mod submit_roll;
mod whole_days;

use kehou_wire::pb::attendance::{attendance_service_server::AttendanceService, *};

use crate::books::serve_calls;

serve_calls! {
    AttendanceService for AttendanceCalls:
    submit_roll(SubmitRollRequest) -> SubmitRollResponse;
    list_rolls(ListRollsRequest) -> ListRollsResponse;
    lock_month(LockMonthRequest) -> LockMonthResponse;
    reopen_month(ReopenMonthRequest) -> ReopenMonthResponse;
    get_month_state(GetMonthStateRequest) -> GetMonthStateResponse;
}
