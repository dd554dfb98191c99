//! What a person should know about the files that a month was priced from.

use kehou_sheets::{MissingKind, Note};
use kehou_words::Lang;

use crate::{
    folder::{FolderRead, kind_name, reason_text},
    tell::{grouped, say, sentence},
};

/// How many refused things, and how many notes, are shown.
const SHOWN: usize = 5;

/// Kinds that are missing, waivers that are not counted, what was refused, and notes.
pub(super) fn lines(read: &FolderRead, lang: Lang) -> Vec<String> {
    let county = &read.county;
    let mut lines: Vec<String> =
        county.missing.iter().map(|missing| missing_text(missing, read, lang)).collect();
    if county.refused_waivers > 0 {
        let count = grouped(county.refused_waivers);
        lines.push(sentence!(lang, "WAIVERS_REFUSED", count = count));
    }
    lines.extend(refused(read, lang));
    lines.extend(notes(&county.notes, lang));
    lines
}

/// What follows from a kind of which no row counts: no file, headings only, or rows that do not
/// count, since they were refused or are about another month.
fn missing_text(missing: &MissingKind, read: &FolderRead, lang: Lang) -> String {
    let code = format!("MISSING_{}", missing.kind.code().to_uppercase());
    let mut follows = say(&code, lang, &[]);
    if !missing.findings.is_empty() {
        let codes: Vec<String> = missing.findings.iter().map(ToString::to_string).collect();
        follows.push_str(&format!(" [{}]", codes.join(", ")));
    }
    let kind = kind_name(missing.kind, lang);
    let tables = read.files.iter().flat_map(|file| &file.tables);
    let mut rows = tables.filter(|table| table.kind == missing.kind).map(|table| table.rows);
    let Some(first) = rows.next() else {
        return sentence!(lang, "SUMMARY_MISSING", kind = kind, follows = follows);
    };
    match rows.map(u64::from).sum::<u64>() + u64::from(first) {
        0 => sentence!(lang, "SUMMARY_HEADINGS_ONLY", kind = kind, follows = follows),
        rows => {
            let rows = grouped(rows);
            sentence!(lang, "SUMMARY_NONE_COUNTS", rows = rows, kind = kind, follows = follows)
        }
    }
}

/// How many things were refused, and the first of them.
fn refused(read: &FolderRead, lang: Lang) -> Vec<String> {
    let county = &read.county;
    let refused = county.problems.len() as u64 + county.problems_not_kept;
    if refused == 0 {
        return Vec::new();
    }
    let (count, files) = (grouped(refused), read.error_files.len());
    let title = sentence!(lang, "SUMMARY_ROW_ERRORS", count = count, files = files);
    let mut lines = vec![String::new(), title];
    lines.extend(
        county
            .problems
            .iter()
            .take(SHOWN)
            .map(|error| format!("  {}: {}", error.place(), reason_text(&error.reason, lang))),
    );
    lines
}

/// How many notes there are, and the first of them.
fn notes(notes: &[Note], lang: Lang) -> Vec<String> {
    if notes.is_empty() {
        return Vec::new();
    }
    let title = sentence!(lang, "SUMMARY_NOTES", count = grouped(notes.len() as u64));
    let mut lines = vec![String::new(), title];
    lines.extend(notes.iter().take(SHOWN).map(|note| {
        let sheet = if note.sheet.is_empty() { String::new() } else { format!("[{}]", note.sheet) };
        let text = say(note.code.as_str(), lang, &[("detail", &note.detail)]);
        format!("  {}{sheet}: {text}", note.file)
    }));
    lines
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use kehou_policy::Policy;
    use kehou_sheets::Intake;

    use super::*;

    fn told(files: &[(&str, &str)], lang: Lang) -> String {
        let policy = Policy::shipped().expect("the shipped policy holds");
        let month = "2023-03".parse().expect("a month");
        let mut intake = Intake::new(&policy, month);
        let files = files.iter().map(|(name, text)| intake.read(name, Cursor::new(text)));
        let files = files.collect();
        let county = intake.finish();
        lines(&FolderRead { county, files, error_files: Vec::new() }, lang).join("\n")
    }

    #[test]
    fn what_follows_from_a_missing_kind_is_said_by_how_it_is_missing() {
        let waivers =
            "学校标识码,年级,班级,姓名,困难类别,批准日期\n3708290001,3,1,张三,困难户,2023-03-01\n";
        let headings = "学校标识码,年级,班级,姓名,学籍号,申请日期\n";
        let text = told(&[("减免.csv", waivers), ("申请.csv", headings)], Lang::En);
        for line in [
            "a kind of file is missing: the working-day calendar (工作日历); Monday to Friday count",
            "applications (申请表): headings and no rows; no application is known, so every charge is held [R02]",
            "of the 1 rows of waiver lists (减免名单) none counts; no waiver is known",
            "waiver rows refused: 1",
            "减免.csv:2E: the policy knows no such waiver category",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("[]"), "{text}");
    }

    #[test]
    fn what_was_refused_and_noted_is_said_in_chinese() {
        let schools = "学校标识码,学校名称,隶属关系,办学类型,奇怪的列\n370829,二小,县直,小学,x\n";
        let text = told(&[("学校.csv", schools)], Lang::ZhCn);
        assert!(text.contains("学校标识码是 10 位数字"), "{text}");
        assert!(text.contains("未读取这些列：奇怪的列"), "{text}");
    }
}
