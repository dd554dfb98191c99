//! x
pub(crate) const WRITER: &str = "write-until-killed";
pub(crate) fn write_until_killed(_a: impl Iterator<Item = String>) -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
    Vec::new()
}
