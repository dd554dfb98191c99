//! Writes a rectification order.

use kehou_app::inspection::findings::rectification_order;
use kehou_wire::{
    inspection::findings::RectificationOrderQuestion,
    pb::inspection::{GetRectificationOrderRequest, GetRectificationOrderResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_rectification_order(
    call: Call,
    request: GetRectificationOrderRequest,
) -> Result<GetRectificationOrderResponse, Refusal> {
    let RectificationOrderQuestion { head, finding: (school, number) } =
        RectificationOrderQuestion::read(&request)?;
    let html = rectification_order(&call.app, &call.who, &head, (&school, number)).await?;
    Ok(GetRectificationOrderResponse { html })
}
