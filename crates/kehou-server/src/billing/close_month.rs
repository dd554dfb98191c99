//! Closes a month, and tells of each school as it is done.

use kehou_app::billing::{CloseMonth, close_month as close, schools_to_close};
use kehou_wire::{
    billing::CloseMonthQuestion,
    pb::fee::{CloseMonthRequest, CloseMonthResponse},
};

use super::closing_tally::Tally;
use crate::{
    books::{Call, News, ask},
    refusal::Refusal,
};

pub(crate) async fn close_month(
    call: Call,
    request: CloseMonthRequest,
) -> Result<News<CloseMonthResponse>, Refusal> {
    let CloseMonthQuestion { write, month, school, validate_only } =
        CloseMonthQuestion::read(request)?;
    let (ask, _) = ask(write);
    let named = CloseMonth { month, schools: school.map(|it| vec![it]), dry: validate_only };
    let schools = schools_to_close(&call.app, &call.who, &named).await?;
    let tally = Tally::new(month, schools.len(), call.lang);
    let all = CloseMonth { schools: Some(schools), ..named };
    let progress = close(&call.app, (&call.who, ask), &all).await?;
    Ok(tally.tell(progress))
}
