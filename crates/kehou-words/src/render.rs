//! From a code and its arguments to a sentence.

use crate::{Lang, wording};

/// The text of `code` in `lang`, each `{name}` replaced by the argument of that name; `None` when
/// the code has no text. An argument that is not given leaves its `{name}` standing. Where the text
/// asks for the word of an argument, its value is a code, and a value without a word stands itself.
#[must_use]
pub fn render(code: &str, lang: Lang, args: &[(&str, &str)]) -> Option<String> {
    let word = |words: &str, value: &str| {
        wording::template(&format!("{words}_{}", value.to_ascii_uppercase()), lang)
    };
    wording::template(code, lang).map(|template| fill(template, args, word))
}

/// The text of `code`, or the code itself followed by its arguments when it has no text, so that
/// a reader is never left with nothing.
#[must_use]
pub fn render_or_code(code: &str, lang: Lang, args: &[(&str, &str)]) -> String {
    render(code, lang, args).unwrap_or_else(|| {
        let mut text = code.to_owned();
        for (name, value) in args {
            text.push_str(&format!(" {name}={value}"));
        }
        text
    })
}

fn fill(
    template: &str,
    args: &[(&str, &str)],
    word: impl Fn(&str, &str) -> Option<&'static str>,
) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, opened)) = rest.split_once('{') {
        text.push_str(before);
        let Some((within, after)) = opened.split_once('}') else {
            text.push('{');
            rest = opened;
            break;
        };
        let (name, words) = match within.split_once(':') {
            Some((name, words)) => (name, Some(words)),
            None => (within, None),
        };
        match args.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => {
                text.push_str(words.and_then(|words| word(words, value)).unwrap_or(value));
            }
            None => text.extend(["{", within, "}"]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_once() {
        let args = [("a", "{b}"), ("b", "2")];
        let fill = |template| fill(template, &args, |_, _| None);
        assert_eq!(fill("{b}{a} of {b}"), "2{b} of 2");
        assert_eq!(fill("{c} stays, { too"), "{c} stays, { too");
        assert_eq!(fill("课时 {b} 个"), "课时 2 个");
    }

    #[test]
    fn an_argument_that_is_a_code_is_said_by_its_word() {
        let said = |lang, state| {
            render("MONTH_STATE", lang, &[("month", "2023-03"), ("state", state)]).unwrap()
        };
        assert_eq!(said(Lang::En, "locked"), "2023-03 is locked already");
        assert_eq!(said(Lang::ZhCn, "locked"), "2023-03 的考勤已锁定");
        assert_eq!(said(Lang::En, "eaten"), "2023-03 is eaten already");
    }

    #[test]
    fn a_code_without_text_is_shown_itself() {
        assert_eq!(render_or_code("NO_SUCH_CODE", Lang::En, &[("n", "1")]), "NO_SUCH_CODE n=1");
    }
}
