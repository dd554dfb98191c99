//! The workspace as its checks see it: every text file once, manifests parsed, sources cut up.

use crate::source::Source;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Folders whose text files are read; files beside them at the root are read too.
const FOLDERS: &[&str] = &[".cargo", ".ci", "crates", "deploy", "proto", "tests"];

/// Folders that hold what tools made, wherever they stand.
const MADE: &[&str] = &["target", "node_modules", "__pycache__", ".venv"];

/// A file that is larger is data, and is known by name only.
const LARGEST: u64 = 1 << 20;

/// All files of the workspace, by path with `/` between its parts, and what they hold.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The text of every file; empty for a file that is too large or not UTF-8.
    pub(crate) files: BTreeMap<String, String>,
    /// The manifest of the workspace.
    pub(crate) manifest: Manifest,
    /// The members, by folder.
    pub(crate) members: Vec<Member>,
}

/// One crate of the workspace.
#[derive(Debug)]
pub(crate) struct Member {
    /// The crate's name.
    pub(crate) name: String,
    /// Its folder, relative to the workspace.
    pub(crate) folder: String,
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Its Rust files, by path.
    pub(crate) sources: Vec<Source>,
}

/// A `Cargo.toml`: its text for line numbers, its table for content.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// The file, relative to the workspace.
    pub(crate) path: String,
    /// The file as written.
    pub(crate) text: String,
    /// The file parsed.
    pub(crate) table: toml::Table,
}

impl Tree {
    /// Reads the workspace at `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(root).with_context(|| format!("reading {}", root.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if FOLDERS.contains(&name.as_str()) {
                    gather(&entry.path(), &name, &mut files)?;
                }
            } else {
                files.insert(name, text_of(&entry.path())?);
            }
        }
        Self::of(files)
    }

    /// Builds the tree from the texts of its files.
    pub(crate) fn of(files: BTreeMap<String, String>) -> Result<Self> {
        let manifest = Manifest::of("Cargo.toml", &files)?;
        let mut members = Vec::new();
        for path in files.keys() {
            let Some(folder) = path.strip_suffix("/Cargo.toml") else {
                continue;
            };
            let is_member = folder == "tests"
                || folder.strip_prefix("crates/").is_some_and(|name| !name.contains('/'));
            if is_member {
                members.push(Member::of(folder, &files)?);
            }
        }
        Ok(Self { files, manifest, members })
    }
}

impl Member {
    fn of(folder: &str, files: &BTreeMap<String, String>) -> Result<Self> {
        let manifest = Manifest::of(&format!("{folder}/Cargo.toml"), files)?;
        let name = manifest.package("name").and_then(toml::Value::as_str).unwrap_or(folder);
        let name = name.to_owned();
        let within = format!("{folder}/");
        let sources = files
            .iter()
            .filter(|(path, _)| path.starts_with(&within) && path.ends_with(".rs"))
            .map(|(path, text)| Source::new(folder, path, text))
            .collect();
        Ok(Self { name, folder: folder.to_owned(), manifest, sources })
    }
}

impl Manifest {
    fn of(path: &str, files: &BTreeMap<String, String>) -> Result<Self> {
        let text = files.get(path).with_context(|| format!("{path} does not exist"))?.clone();
        let table = text.parse().with_context(|| format!("{path} is not TOML"))?;
        Ok(Self { path: path.to_owned(), text, table })
    }

    /// A key of `[package]`.
    pub(crate) fn package(&self, key: &str) -> Option<&toml::Value> {
        self.table.get("package")?.get(key)
    }

    /// The line, counted from one, that begins with `key` inside `[section]`; else the section's
    /// own line; else the first.
    pub(crate) fn line_of(&self, section: &str, key: &str) -> usize {
        let header = format!("[{section}]");
        let mut header_line = 1;
        let mut inside = false;
        for (line, text) in (1..).zip(self.text.lines().map(str::trim)) {
            if text.starts_with('[') {
                inside = text == header;
                header_line = if inside { line } else { header_line };
            }
            let after = text.strip_prefix(key).filter(|_| inside).map(str::trim_start);
            if after.is_some_and(|after| after.starts_with(['.', '='])) {
                return line;
            }
        }
        header_line
    }
}

fn gather(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{name}/{own}");
        if !entry.file_type()?.is_dir() {
            files.insert(path, text_of(&entry.path())?);
        } else if !MADE.contains(&own.as_str()) {
            gather(&entry.path(), &path, files)?;
        }
    }
    Ok(())
}

fn text_of(path: &Path) -> Result<String> {
    let about = || format!("reading {}", path.display());
    if fs::metadata(path).with_context(about)?.len() > LARGEST {
        return Ok(String::new());
    }
    Ok(String::from_utf8(fs::read(path).with_context(about)?).unwrap_or_default())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A workspace of the given files; members get the least manifest unless one is given.
    pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
        let mut all: BTreeMap<String, String> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        all.entry("Cargo.toml".to_owned()).or_insert_with(|| "[workspace]\n".to_owned());
        for (path, _) in files {
            let Some((name, _)) = path.strip_prefix("crates/").and_then(|p| p.split_once('/'))
            else {
                continue;
            };
            let manifest = format!("[package]\nname = \"{name}\"\n");
            all.entry(format!("crates/{name}/Cargo.toml")).or_insert(manifest);
        }
        Tree::of(all).unwrap()
    }

    #[test]
    fn members_are_the_crates_and_the_tests() {
        let tree = tree(&[
            ("crates/kehou-fee/src/lib.rs", ""),
            ("crates/kehou-fee/fixtures/odd/Cargo.toml", "not TOML"),
            ("tests/Cargo.toml", "[package]\nname = \"kehou-tests\""),
            ("tests/src/main.rs", ""),
        ]);
        let names: Vec<&str> = tree.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["kehou-fee", "kehou-tests"]);
        assert_eq!(tree.members[0].sources[0].path, "crates/kehou-fee/src/lib.rs");
    }

    #[test]
    fn a_key_is_found_in_its_own_section() {
        let text = "[dependencies]\na.workspace = true\n[dev-dependencies]\nab = 1\na = 1\n";
        let tree = tree(&[("Cargo.toml", text)]);
        assert_eq!(tree.manifest.line_of("dependencies", "a"), 2);
        assert_eq!(tree.manifest.line_of("dev-dependencies", "a"), 5);
        assert_eq!(tree.manifest.line_of("dev-dependencies", "gone"), 3);
        assert_eq!(tree.manifest.line_of("gone", "a"), 1);
    }

    #[test]
    fn reading_leaves_out_what_tools_made_and_what_is_not_text() {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, bytes: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        put("Cargo.toml", b"[workspace]");
        put("target/debug/made.rs", b"made");
        put("crates/a/Cargo.toml", b"[package]\nname = \"a\"");
        put("crates/a/target/made.rs", b"made");
        put("tests/odd/gb18030.csv", &[0xD5, 0xE6]);
        let tree = Tree::read(folder.path()).unwrap();
        let paths: Vec<&str> = tree.files.keys().map(String::as_str).collect();
        assert_eq!(paths, ["Cargo.toml", "crates/a/Cargo.toml", "tests/odd/gb18030.csv"]);
        assert_eq!(tree.files["tests/odd/gb18030.csv"], "");
    }
}
