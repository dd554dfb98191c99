//! Reads the proof record of a draw.

use kehou_app::inspection::campaigns::{DrawStage, draw_proof};
use kehou_wire::{
    inspection::campaigns::GetDrawProofQuestion,
    pb::inspection::{GetDrawProofRequest, GetDrawProofResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_draw_proof(
    call: Call,
    request: GetDrawProofRequest,
) -> Result<GetDrawProofResponse, Refusal> {
    let GetDrawProofQuestion { campaign, of_towns } = GetDrawProofQuestion::read(request)?;
    let stage = if of_towns { DrawStage::Towns } else { DrawStage::Schools };
    let proof = draw_proof(&call.app, &call.who, (campaign, stage)).await?;
    let (proof_json, proof_sha256) = (proof.to_json(), proof.hash().to_string());
    Ok(GetDrawProofResponse { proof_json, proof_sha256 })
}
