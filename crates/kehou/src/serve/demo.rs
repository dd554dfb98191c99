//! The books of the demo, served to one principal of each role.

use std::{net::SocketAddr, path::Path, sync::Arc};

use kehou_app::{App, Clock, Principal, Scope};
use kehou_sample::{Sample, Seed, Size};
use kehou_server::Tokens;
use kehou_words::Lang;

use crate::{
    books::Absent,
    clock,
    demo::{self, Cast},
    settings::Settings,
    tell::tell,
    tokens,
};

/// The demo's books with a random token for everybody.
pub(super) struct Demo {
    pub(super) app: Arc<App>,
    cast: Cast,
    holders: Vec<(Principal, String)>,
}

/// Opens the books of the demo in a folder; they are made when they are not there.
pub(super) async fn open(folder: &Path, settings: &Settings) -> anyhow::Result<Demo> {
    let books = demo::books(folder, settings).await?;
    let app = books.app_with_spool(Absent::Refused, Clock::System).await?;
    // The cases are the same in a sample of any size.
    let cast = Cast::of(&app, &Sample::new(Seed(1), Size::Small)).await?;
    let holders = cast.everybody().into_iter().map(|who| Ok((who, tokens::random()?)));
    let holders = holders.collect::<anyhow::Result<_>>()?;
    Ok(Demo { app, cast, holders })
}

impl Demo {
    /// Everybody who is known.
    pub(super) fn tokens(&self) -> Tokens {
        self.holders
            .iter()
            .fold(Tokens::new(clock::today), |tokens, (who, token)| tokens.with(token, who.clone()))
    }

    /// The table of tokens, and calls to try.
    pub(super) fn print(&self, address: SocketAddr, lang: Lang) {
        tell!(lang, "SERVE_DEMO");
        for (who, token) in &self.holders {
            let grant = who.grants.first();
            let role = grant.map_or("", |grant| grant.role.code());
            let scope = grant.map(|grant| scope_text(&grant.scope)).unwrap_or_default();
            println!("  {role:<13} {scope:<21} {token}");
        }
        tell!(lang, "SERVE_DEMO_TRY");
        for (role, service, request) in self.calls() {
            let held = self.holders.iter().find(|(who, _)| who.subject == role);
            let token = held.map_or("", |(_, token)| token.as_str());
            println!(
                "  grpcurl -plaintext -H \"authorization: Bearer {token}\" -d '{request}' {address} {service}"
            );
        }
    }

    /// Calls with the subject who may make them.
    fn calls(&self) -> [(&'static str, &'static str, String); 4] {
        let (school, child) = (&self.cast.school, self.cast.child_no);
        let of_school = format!(r#""school_code": "{school}""#);
        [
            (
                "guardian",
                "kehou.fee.v1.BillingService/GetBill",
                format!(r#"{{{of_school}, "pupil_no": {child}, "month": "2023-03"}}"#),
            ),
            (
                "head-teacher",
                "kehou.fee.v1.BillingService/ListStatements",
                r#"{"month": "2023-03"}"#.to_owned(),
            ),
            (
                "class-teacher",
                "kehou.registry.v1.PupilService/ListPupils",
                format!(r#"{{{of_school}}}"#),
            ),
            ("auditor", "kehou.audit.v1.AuditService/ListChanges", format!(r#"{{{of_school}}}"#)),
        ]
    }
}

/// Where a grant holds, in short.
fn scope_text(scope: &Scope) -> String {
    match scope {
        Scope::County => "county".to_owned(),
        Scope::Town(town) => format!("town {town}"),
        Scope::School(school) => format!("school {school}"),
        Scope::Class(school, class) => format!("class {school}/{class}"),
        Scope::Children(children) => {
            let named = children.iter().map(|(school, pupil)| format!("{school}/{pupil}"));
            format!("child {}", named.collect::<Vec<_>>().join(" "))
        }
    }
}
