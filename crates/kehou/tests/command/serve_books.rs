//! The books over gRPC: the demo with a token for each role, and the books that the command keeps.

use std::collections::BTreeMap;

use kehou_wire::pb::{
    fee::{GetBillRequest, billing_service_client::BillingServiceClient},
    registry::{ListWaiversRequest, pupil_service_client::PupilServiceClient},
};
use libtest_mimic::{Failed, Trial};
use tonic::{Code, Request, transport::Endpoint};

use crate::{
    database::{Books, Server, on_postgres},
    kehou::{command, same, says, trial},
    serve::Serving,
};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("serve::the_demo_answers_each_role_what_it_may_see", demo),
        on_postgres("serve::books_that_lack_migrations_are_refused_with_what_to_do", pending),
    ]
}

/// A token and where it holds, by role.
type Holders = BTreeMap<String, (String, String)>;

/// What the demo prints: a line for each role.
fn holders(serving: &mut Serving) -> Result<Holders, Failed> {
    let mut holders = Holders::new();
    for line in serving.lines.by_ref() {
        let line = line?;
        if line.contains("grpcurl") {
            break;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [role, scope @ .., token] = &words[..]
            && token.starts_with("kehou_")
        {
            holders.insert((*role).to_owned(), (scope.join(" "), (*token).to_owned()));
        }
    }
    Ok(holders)
}

fn with<T>(token: &str, message: T) -> Result<Request<T>, Failed> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("authorization", format!("Bearer {token}").parse()?);
    Ok(request)
}

fn demo() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let mut serve = command();
    serve.arg("serve").arg("--demo").arg(folder.path().join("demo"));
    let mut serving = Serving::start_with(serve)?;
    let holders = holders(&mut serving)?;
    same("roles", &holders.len(), &15)?;
    let (scope, guardian) = holders.get("guardian").ok_or("no guardian")?;
    let child = scope.strip_prefix("child ").and_then(|child| child.split_once('/'));
    let (school, pupil) = child.ok_or("no child")?;
    let bill = GetBillRequest {
        school_code: school.to_owned(),
        pupil_no: pupil.parse()?,
        month: "2023-03".to_owned(),
        ..GetBillRequest::default()
    };
    let waivers =
        ListWaiversRequest { school_code: school.to_owned(), ..ListWaiversRequest::default() };
    let address = format!("http://{}", serving.address);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let channel = Endpoint::from_shared(address)?.connect().await?;
        let mut billing = BillingServiceClient::new(channel.clone());
        let own = billing.get_bill(with(guardian, bill.clone())?).await?.into_inner();
        let own = own.bill.ok_or("no bill")?;
        // The bill of the planted case, as it was reckoned by hand.
        same("due", &own.due_fen, &9_600)?;
        same("waived", &own.waived_fen, &7_600)?;
        let mut pupils = PupilServiceClient::new(channel);
        for (role, (_, token)) in &holders {
            let sees_bills = ["finance", "aid_officer", "guardian"].contains(&role.as_str());
            let asked = billing.get_bill(with(token, bill.clone())?).await;
            let code = asked.err().map_or(Code::Ok, |status| status.code());
            let wanted = if sees_bills { Code::Ok } else { Code::PermissionDenied };
            same(&format!("a bill for {role}"), &code, &wanted)?;
            let asked = pupils.list_waivers(with(token, waivers.clone())?).await;
            let code = asked.err().map_or(Code::Ok, |status| status.code());
            same(&format!("waivers for {role}"), &code, &wanted)?;
        }
        let nobody = billing.get_bill(bill).await.err().map(|status| status.code());
        same("a call without a token", &nobody, &Some(Code::Unauthenticated))
    })
}

/// A database that exists is never migrated by the service.
fn pending(server: &Server) -> Result<(), Failed> {
    let books = Books::bare(server)?;
    let refused = books.run(["serve", "--listen", "127.0.0.1:0"])?.ends_with(4)?;
    says(&refused.err, "run `kehou migrate`")
}
