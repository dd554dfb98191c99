//! The languages that texts exist in, and how a caller asks for one.

/// A language that every code has a text in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese (简体中文), the default.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// Every language, the default first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language a caller likes best, from the value of an `accept-language` header.
    ///
    /// Ranges are weighed by their `q`; of equal ones the first wins. A range that names neither
    /// language is passed over, as is one with `q=0`; when none is left, the default stands.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0, Self::default());
        for range in header.split(',') {
            if let Some((weight, lang)) = weighed(range)
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }

    fn from_range(range: &str) -> Option<Self> {
        let primary = range.split('-').next().unwrap_or(range);
        if primary.eq_ignore_ascii_case("zh") || primary == "*" {
            Some(Self::ZhCn)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }
}

/// One range of the header with its weight in thousandths.
fn weighed(range: &str) -> Option<(u32, Lang)> {
    let mut parts = range.split(';').map(str::trim);
    let lang = Lang::from_range(parts.next()?)?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1_000), thousandths)?;
    Some((weight, lang))
}

/// Reads `1`, `0.8`, `0.125` as thousandths; anything else is no weight.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 1 || fraction.len() > 3 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let weight = format!("{whole}{fraction:0<3}").parse().ok()?;
    (weight <= 1_000).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_language_is_chosen() {
        for (header, lang) in [
            ("", Lang::ZhCn),
            ("en", Lang::En),
            ("EN-us", Lang::En),
            ("zh-Hans-CN", Lang::ZhCn),
            ("fr, de", Lang::ZhCn),
            ("fr, en;q=0.1", Lang::En),
            ("zh;q=0.4, en;q=0.45", Lang::En),
            ("zh;q=0.45, en;q=0.450", Lang::ZhCn),
            ("*;q=0.5, en;q=0.6", Lang::En),
            ("en;q=0", Lang::ZhCn),
            ("en;q=nan, zh", Lang::ZhCn),
            ("en;q=2, zh;q=0.1", Lang::ZhCn),
            (";;,,;q=,en", Lang::En),
        ] {
            assert_eq!(Lang::from_accept_language(header), lang, "{header}");
        }
    }
}
