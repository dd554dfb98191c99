//! Tokens, TLS and health: the real command with the real files.

use std::{
    fs,
    io::{BufRead, BufReader, Lines, Read},
    path::Path,
    process::{Child, ChildStdout, Stdio},
    thread::{JoinHandle, spawn},
};

use kehou_wire::pb::policy::{ListChecksRequest, policy_service_client::PolicyServiceClient};
use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;
use tonic::{
    Code, Request, Status,
    transport::{Certificate, ClientTlsConfig, Endpoint},
};

use crate::kehou::{command, run, same, says, tests_folder, trial};

const NAME: &str = "kehou.example";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("callers::a_new_token_is_served_over_tls_and_never_logged", served),
        trial("callers::a_token_that_could_do_nothing_is_not_made", refused),
        trial("callers::what_an_open_address_lacks_is_named", lacking),
        trial("callers::a_wrong_token_file_is_told_with_its_line", wrong_file),
        trial("callers::the_settings_file_names_the_files_too", by_settings),
        trial("callers::the_settings_of_the_installation_can_be_read", installed_settings),
        trial("callers::health_says_when_nobody_answers", nobody_answers),
    ]
}

/// A service over TLS for known callers, with all it logs.
struct Guarded {
    child: Child,
    port: String,
    /// Held open, so that the service can go on saying what it does.
    said: Option<Lines<BufReader<ChildStdout>>>,
    logged: Option<JoinHandle<String>>,
}

impl Guarded {
    fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Self, Failed> {
        let mut child = command()
            .args(["serve", "--log", "trace"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut errors = child.stderr.take().ok_or("no errors")?;
        let logged = spawn(move || {
            let mut text = String::new();
            drop(errors.read_to_string(&mut text));
            text
        });
        let mut guarded = Self { child, port: String::new(), said: None, logged: Some(logged) };
        let out = guarded.child.stdout.take().ok_or("no output")?;
        let first =
            guarded.said.insert(BufReader::new(out).lines()).next().ok_or("nothing said")??;
        let address = first.split([' ', ',']).find(|word| word.contains("0.0.1:"));
        let port = address.and_then(|address| address.rsplit(':').next());
        guarded.port = port.ok_or("no address said")?.to_owned();
        Ok(guarded)
    }

    /// Stops the service and gives what it logged.
    fn end(mut self) -> Result<String, Failed> {
        self.child.kill()?;
        let logged = self.logged.take().ok_or("ended twice")?;
        Ok(logged.join().map_err(|_| "the log could not be read")?)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A certificate that vouches for itself, and its key, as files.
fn certified(folder: &Path) -> Result<(String, String), Failed> {
    let made = rcgen::generate_simple_self_signed([NAME.to_owned()])?;
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    fs::write(&certificate, made.cert.pem())?;
    fs::write(&key, made.signing_key.serialize_pem())?;
    Ok((certificate.display().to_string(), key.display().to_string()))
}

/// Makes a token with the command, and a token file from what the command says.
fn token_file(folder: &Path) -> Result<(String, String), Failed> {
    let ran =
        run(["token", "new", "--subject", "office-1", "--role", "auditor", "--scope", "county"]);
    let ran = ran?.ends_with(0)?;
    let token = ran.out.lines().find(|line| line.starts_with("kehou_")).ok_or("no token")?;
    let entry = ran.out.find("[[token]]").ok_or("no entry")?;
    let entry = &ran.out[entry..];
    same("tokens in the entry", &entry.contains(token), &false)?;
    let file = folder.join("tokens.toml");
    fs::write(&file, entry)?;
    Ok((token.to_owned(), file.display().to_string()))
}

/// Calls a service over TLS, with a token or without.
fn call(port: &str, certificate: &str, token: Option<&str>) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let trusted = Certificate::from_pem(fs::read(certificate)?);
    let answered: Result<(), Status> = runtime.block_on(async {
        let tls = ClientTlsConfig::new().ca_certificate(trusted).domain_name(NAME);
        let endpoint = Endpoint::from_shared(format!("https://127.0.0.1:{port}"));
        let endpoint = endpoint.and_then(|endpoint| endpoint.tls_config(tls));
        let endpoint = endpoint.map_err(|error| Status::internal(error.to_string()))?;
        let channel = endpoint.connect().await;
        let channel = channel.map_err(|error| Status::internal(error.to_string()))?;
        let mut request = Request::new(ListChecksRequest {});
        if let Some(token) = token {
            let header = format!("Bearer {token}").parse();
            let header = header.map_err(|_| Status::internal("no header"))?;
            request.metadata_mut().insert("authorization", header);
        }
        PolicyServiceClient::new(channel).list_checks(request).await.map(drop)
    });
    answered.map_err(|status| format!("{:?}: {}", status.code(), status.message()).into())
}

fn served() -> Result<(), Failed> {
    let folder = TempDir::new()?;
    let (certificate, key) = certified(folder.path())?;
    let (token, tokens) = token_file(folder.path())?;
    let files = ["--tls-cert", &certificate, "--tls-key", &key, "--tokens", &tokens];
    let guarded =
        Guarded::start(["--listen", "127.0.0.1:0", "--known-only"].into_iter().chain(files))?;
    call(&guarded.port, &certificate, Some(&token))?;
    for other in [None, Some("kehou_guessed")] {
        let refused = call(&guarded.port, &certificate, other).err().ok_or("it was answered")?;
        let message = refused.message().unwrap_or_default().to_owned();
        says(&message, &format!("{:?}", Code::Unauthenticated))?;
    }
    let address = format!("127.0.0.1:{}", guarded.port);
    let health = run(["health", &address, "--ca", &certificate, "--name", NAME])?.ends_with(0)?;
    says(&health.out, "serving")?;
    run(["health", &address])?.ends_with(4)?;
    let logged = guarded.end()?;
    says(&logged, "ListChecks")?;
    same("the token in the log", &logged.contains(&token), &false)?;
    same("a guessed token in the log", &logged.contains("kehou_guessed"), &false)
}

fn refused() -> Result<(), Failed> {
    let new = ["token", "new", "--subject", "town-1", "--role", "town_office"];
    let ran = run(new.into_iter().chain(["--scope", "county"]))?.ends_with(1)?;
    says(&ran.err, "the role town_office can't have the scope county; it may have town")?;
    same("what is printed", &ran.out.as_str(), &"")?;
    let ran = run(new.into_iter().chain(["--scope", "town"]))?.ends_with(1)?;
    says(&ran.err, "town: the 9 digits of the town")?;
    let quoted = ["token", "new", "--subject", "a\"\nb", "--role", "auditor", "--scope", "county"];
    says(&run(quoted)?.ends_with(1)?.err, "the subject has 1 to 64")
}

fn lacking() -> Result<(), Failed> {
    let folder = TempDir::new()?;
    let (certificate, key) = certified(folder.path())?;
    let (_, tokens) = token_file(folder.path())?;
    let open = ["serve", "--listen", "0.0.0.0:0"];
    let cases: [(&[&str], &str); 5] = [
        (&[], "needs TLS (a certificate and its key) and tokens"),
        (&["--tokens", &tokens], "needs TLS (a certificate and its key);"),
        (&["--tls-cert", &certificate, "--tls-key", &key], "needs tokens (a token file"),
        (&["--tls-cert", &certificate], "name it with --tls-key"),
        (&["--tls-key", &key], "name it with --tls-cert"),
    ];
    for (given, said) in cases {
        let ran = run(open.iter().chain(given))?.ends_with(4)?;
        says(&ran.err, said)?;
        same("what is printed", &ran.out.as_str(), &"")?;
    }
    Ok(())
}

fn wrong_file() -> Result<(), Failed> {
    let folder = TempDir::new()?;
    let file = folder.path().join("tokens.toml");
    fs::write(&file, "\n[[token]]\nsubject = \"a\"\nsha256 = \"12\"\ngrants = []\n")?;
    let file = file.display().to_string();
    let ran = run(["serve", "--listen", "127.0.0.1:0", "--tokens", &file])?.ends_with(4)?;
    says(&ran.err, "tokens.toml is wrong: line 2: token 1: sha256 is the hash")
}

fn by_settings() -> Result<(), Failed> {
    let folder = TempDir::new()?;
    let (certificate, key) = certified(folder.path())?;
    let (token, tokens) = token_file(folder.path())?;
    let settings = folder.path().join("settings.toml");
    fs::write(
        &settings,
        format!(
            "listen = \"127.0.0.1:0\"\ntls_cert = '{certificate}'\ntls_key = '{key}'\n\
             tokens = '{tokens}'\nknown_only = true\n"
        ),
    )?;
    let guarded = Guarded::start(["--config", &settings.display().to_string()])?;
    call(&guarded.port, &certificate, Some(&token))?;
    let refused = call(&guarded.port, &certificate, None).err().ok_or("it was answered")?;
    says(refused.message().unwrap_or_default(), "Unauthenticated")
}

fn installed_settings() -> Result<(), Failed> {
    let file = tests_folder().join("../deploy/kehou.toml");
    let settings = fs::read_to_string(&file)?;
    let file = file.display().to_string();
    run(["policy", "show", "--config", &file])?.ends_with(0)?;
    // What stands commented out can be read too, so that nobody uncomments a mistake.
    let all: String = settings
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.contains(" = ") => setting,
            _ => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let folder = TempDir::new()?;
    let uncommented = folder.path().join("kehou.toml");
    fs::write(&uncommented, all)?;
    let uncommented = uncommented.display().to_string();
    run(["policy", "show", "--config", &uncommented])?.ends_with(0)?;
    let lacking = run(["serve", "--config", &file])?.ends_with(4)?;
    says(&lacking.err, "0.0.0.0:50051 can be reached from other machines, which needs TLS")
}

fn nobody_answers() -> Result<(), Failed> {
    // Port 1 is reserved and served by nobody here.
    let ran = run(["health", "127.0.0.1:1"])?.ends_with(4)?;
    says(&ran.err, "the service at 127.0.0.1:1 can't be reached")
}
