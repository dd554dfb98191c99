//! `kehou serve`: prices, policies and the books over gRPC.

mod demo;

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use kehou_app::{App, Clock};
use kehou_server::{Access, Ending, Offer, Policies, ServerConfig, Tls, serve};
use kehou_words::Lang;
use tokio::net::TcpListener;

use crate::{
    arguments,
    books::{Absent, Books, Place},
    clock,
    exit::Done,
    import, policy, policy_files, runtime,
    settings::{AccessFiles, Settings},
    tell::tell,
    tokens,
};

pub(crate) fn run(arguments: &arguments::Serve, settings: &Settings) -> anyhow::Result<Done> {
    tracing_subscriber::fmt().with_max_level(arguments.log).with_writer(std::io::stderr).init();
    let texts = policy_files::read(&settings.policy)?;
    let loaded = match policy_files::load(&texts, clock::today()) {
        Ok(loaded) => loaded,
        Err(errors) => {
            policy::print_problems(&errors, settings.lang);
            return Ok(Done::Refused);
        }
    };
    policy::print_warnings(&loaded.warnings, settings.lang);
    let listen = arguments.listen.unwrap_or(settings.listen);
    let policies = Policies::new(loaded.policy);
    let access = access(&files_of(arguments, settings))?;
    // Said before anything is opened; with port 0 the address is known well enough.
    access.admits(listen)?;
    runtime::wait(async {
        if let Some(folder) = &arguments.demo {
            let demo = demo::open(folder, settings).await?;
            let access = access.with_tokens(demo.tokens());
            let offer = Offer { policies, books: Some(Arc::clone(&demo.app)), access };
            return listen_and_serve(listen, offer, &Told::Demo(Box::new(demo)), settings.lang)
                .await;
        }
        let named = Books::if_any(&arguments.books, settings)?;
        let books = match &named {
            Some(books) => Some(open(books, settings.lang).await?),
            None => None,
        };
        let offer = Offer { policies, books, access };
        let told = Told::Books(named.map(|books| books.place));
        listen_and_serve(listen, offer, &told, settings.lang).await
    })
}

/// Opens the books, and goes on in the background with imports that were broken off.
async fn open(books: &Books, lang: Lang) -> anyhow::Result<Arc<App>> {
    let app = books.app_with_spool(Absent::Made, Clock::System).await?;
    let resuming = Arc::clone(&app);
    tokio::spawn(async move {
        match import::resume(&resuming, lang).await {
            Ok(resumed) => {
                for row in resumed {
                    tracing::info!(import = row.id.number(), "an import is brought to its end");
                }
            }
            Err(error) => tracing::error!(cause = %format!("{error:#}"), "an import can't go on"),
        }
    });
    Ok(app)
}

/// The files that say who may call: of the command line, else of the settings file.
fn files_of(arguments: &arguments::Serve, settings: &Settings) -> AccessFiles {
    let file = &settings.access;
    let or = |flag: &Option<PathBuf>, file: &Option<PathBuf>| flag.clone().or_else(|| file.clone());
    AccessFiles {
        tls_cert: or(&arguments.tls_cert, &file.tls_cert),
        tls_key: or(&arguments.tls_key, &file.tls_key),
        tokens: or(&arguments.tokens, &file.tokens),
        known_only: arguments.known_only || file.known_only,
    }
}

fn access(files: &AccessFiles) -> anyhow::Result<Access> {
    let mut access = Access::default();
    match (&files.tls_cert, &files.tls_key) {
        (Some(certificate), Some(key)) => {
            access = access.with_tls(Tls::from_pem(&bytes_of(certificate)?, &bytes_of(key)?));
        }
        (None, None) => {}
        (Some(_), None) => anyhow::bail!("the TLS certificate has no key; name it with --tls-key"),
        (None, Some(_)) => anyhow::bail!("the TLS key has no certificate; name it with --tls-cert"),
    }
    if let Some(path) = &files.tokens {
        access = access.with_tokens(tokens::read(path)?);
    }
    Ok(if files.known_only { access.for_known_only() } else { access })
}

fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} can't be read", path.display()))
}

/// What is told once the service listens.
enum Told {
    /// The tokens of the demo, and calls to try with them.
    Demo(Box<demo::Demo>),
    /// Where the books are, if any are offered, and calls to try without them.
    Books(Option<Place>),
}

async fn listen_and_serve(
    listen: SocketAddr,
    offer: Offer,
    told: &Told,
    lang: Lang,
) -> anyhow::Result<Done> {
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("address {listen} can't be listened on; choose another with --listen")
    })?;
    let address = listener.local_addr()?;
    let stop = asked_to_stop()?;
    let policy = offer.policies.standing();
    tell!(lang, "SERVE_READY", address = address, id = policy.id(), division = policy.division());
    match told {
        Told::Demo(demo) => demo.print(address, lang),
        Told::Books(place) => {
            match place {
                Some(place) => tell!(lang, "SERVE_BOOKS", database = place),
                None => tell!(lang, "SERVE_NO_BOOKS"),
            }
            tell!(lang, "SERVE_TRY");
            calls_to_try(address, &offer.access).iter().for_each(|call| println!("  {call}"));
        }
    }
    let ending = serve(ServerConfig::default(), listener, offer, stop).await?;
    match ending {
        Ending::Drained => tell!(lang, "SERVE_DRAINED"),
        Ending::CutOff => tell!(lang, "SERVE_CUT_OFF"),
    }
    Ok(Done::Well)
}

/// Calls that answer at once, in the words of grpcurl; the last one from the root of the sources.
fn calls_to_try(address: SocketAddr, access: &Access) -> [String; 3] {
    let transport = if access.has_tls() { "" } else { " -plaintext" };
    let token = match access.needs_token(address) {
        true => r#" -H "authorization: Bearer $TOKEN""#,
        false => "",
    };
    let call = format!("grpcurl{transport}{token}");
    let fees = format!("{address} kehou.fee.v1.FeeService");
    let policy = format!("{address} kehou.policy.v1.PolicyService");
    let on = r#""on": {"year": 2023, "month": 3, "day": 1}"#;
    [
        format!("{call} {address} describe kehou.fee.v1.FeeService"),
        format!("{call} -d '{{\"rule\": \"F1\", {on}}}' {policy}/ExplainClause"),
        format!("{call} -d @ {fees}/ExplainFee < proto/examples/explain_fee.json"),
    ]
}

/// Begins to listen for the wish to stop, and gives a future that is ready when it comes: Ctrl-C,
/// or SIGTERM where there are signals.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
