//! A case: its files and what is expected of them.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

/// The files of a case by name, in the order of their names, and what is expected.
pub(crate) struct Case {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) expected: Expected,
}

/// Keys that are none of these are counts; a count that is not known is never met.
#[derive(Deserialize)]
pub(crate) struct Expected {
    pub(crate) why: String,
    /// Files of the folder `ground` that are read too.
    #[serde(default)]
    ground: Vec<String>,
    /// Files that are too large to be kept.
    #[serde(default)]
    made: Vec<Made>,
    #[serde(default, rename = "file")]
    pub(crate) files: Vec<FileExpected>,
    #[serde(default, rename = "problem")]
    pub(crate) problems: Vec<Problem>,
    #[serde(default, rename = "note")]
    pub(crate) notes: Vec<NoteExpected>,
    pub(crate) missing: Option<Vec<String>>,
    /// Counts over all schools.
    #[serde(flatten)]
    pub(crate) counts: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    name: String,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    text: String,
    #[serde(default = "once")]
    times: usize,
}

fn once() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileExpected {
    pub(crate) name: String,
    pub(crate) encoding: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) rows: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Problem {
    pub(crate) file: String,
    #[serde(default)]
    pub(crate) sheet: String,
    pub(crate) row: u32,
    #[serde(default)]
    pub(crate) column: String,
    pub(crate) code: String,
    pub(crate) heading: Option<String>,
    pub(crate) value: Option<String>,
    /// What the text holds.
    pub(crate) says: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteExpected {
    pub(crate) file: String,
    #[serde(default)]
    pub(crate) sheet: String,
    pub(crate) code: String,
    pub(crate) says: Option<String>,
}

impl Case {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(folder.join("expected.toml")).map_err(|e| e.to_string())?;
        let expected: Expected = toml::from_str(&text).map_err(|e| e.to_string())?;
        let mut files = BTreeMap::new();
        for name in &expected.ground {
            let path = folder.with_file_name("ground").join(name);
            files.insert(name.clone(), fs::read(path).map_err(|e| format!("{name}: {e}"))?);
        }
        for entry in fs::read_dir(folder).map_err(|e| e.to_string())? {
            let path = entry.map_err(|e| e.to_string())?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name != "expected.toml" {
                files.insert(name, fs::read(path).map_err(|e| e.to_string())?);
            }
        }
        for made in &expected.made {
            let parts = made.parts.iter().map(|part| part.text.repeat(part.times));
            files.insert(made.name.clone(), parts.collect::<String>().into_bytes());
        }
        if expected.why.is_empty() || files.is_empty() {
            return Err("a case needs a reason and a file".to_owned());
        }
        Ok(Self { files: files.into_iter().collect(), expected })
    }
}
