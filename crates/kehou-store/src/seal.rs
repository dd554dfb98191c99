//! Sealing of identity numbers and phones, and the keyed hashes by which they are found.

use std::fmt;

use kehou_units::Fault;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom, SystemRandom},
};

const FORMAT: u8 = 1;
const HEADER: &str = "kehou keys 1";

/// The two keys of a county's books: one seals identity numbers and phones, one makes the hashes by
/// which they are found.
#[derive(Clone)]
pub struct Keys {
    seal: [u8; 32],
    look_up: [u8; 32],
}

/// A key file is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the key file is wrong: {what}")]
pub struct KeyError {
    /// The line, from 1.
    pub line: usize,
    /// What is expected there.
    pub what: &'static str,
}

impl KeyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "KEY_FILE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// New random keys; none when the system gives no randomness.
    #[must_use]
    pub fn random() -> Option<Self> {
        let mut keys = Self { seal: [0; 32], look_up: [0; 32] };
        let random = SystemRandom::new();
        random.fill(&mut keys.seal).ok()?;
        random.fill(&mut keys.look_up).ok()?;
        Some(keys)
    }

    /// The text of their file.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{HEADER}\nseal {}\nlook-up {}\n", hex(&self.seal), hex(&self.look_up))
    }

    /// Reads the text of a key file.
    ///
    /// # Errors
    ///
    /// [`KeyError`] with the first line that is wrong.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let mut lines = text.lines();
        if lines.next().map(str::trim_end) != Some(HEADER) {
            return Err(KeyError { line: 1, what: "write `kehou keys 1`" });
        }
        let mut key = |line, name, what| {
            let hex = lines.next().and_then(|text| text.strip_prefix(name));
            hex.and_then(|hex| bytes(hex.trim())).ok_or(KeyError { line, what })
        };
        Ok(Self {
            seal: key(2, "seal ", "write `seal` and 64 hexadecimal digits")?,
            look_up: key(3, "look-up ", "write `look-up` and 64 hexadecimal digits")?,
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Seals and opens with the keys of these books.
pub(crate) struct Seal {
    key: LessSafeKey,
    look_up: hmac::Key,
    random: SystemRandom,
}

/// Where a sealed value stands; it can't be opened anywhere else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) school: i64,
    pub(crate) pupil: i64,
    pub(crate) item: i64,
}

impl Place {
    fn bytes(self) -> Vec<u8> {
        let numbers = [self.school, self.pupil, self.item];
        let numbers = numbers.iter().flat_map(|number| number.to_be_bytes());
        self.table.bytes().chain(std::iter::once(0)).chain(numbers).collect()
    }
}

impl Seal {
    /// None when the key is refused, which its length rules out.
    pub(crate) fn new(keys: &Keys) -> Option<Self> {
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &keys.seal).ok()?);
        let look_up = hmac::Key::new(hmac::HMAC_SHA256, &keys.look_up);
        Some(Self { key, look_up, random: SystemRandom::new() })
    }

    /// A format byte, the nonce, then the sealed text; none when the system gives no randomness.
    pub(crate) fn seal(&self, text: &str, place: Place) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).ok()?;
        let mut sealed = text.as_bytes().to_vec();
        let aad = Aad::from(place.bytes());
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .ok()?;
        Some([&[FORMAT][..], &nonce, &sealed].concat())
    }

    pub(crate) fn open(&self, sealed: &[u8], place: Place) -> Option<String> {
        let (nonce, text) = sealed.strip_prefix(&[FORMAT])?.split_at_checked(NONCE_LEN)?;
        let mut text = text.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self.key.open_in_place(nonce, Aad::from(place.bytes()), &mut text).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// The hash by which a value is found.
    pub(crate) fn look_up(&self, text: &str) -> Vec<u8> {
        hmac::sign(&self.look_up, text.as_bytes()).as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { table: "person", school: 1, pupil: 2, item: 0 };

    #[test]
    fn what_is_sealed_opens_at_its_own_place_with_its_own_keys_only() {
        let keys = Keys::random().unwrap();
        let seal = Seal::new(&Keys::from_text(&keys.to_text()).unwrap()).unwrap();
        let sealed = seal.seal("G370829201503074215", PLACE).unwrap();
        assert_eq!(seal.open(&sealed, PLACE).as_deref(), Some("G370829201503074215"));
        assert_eq!(seal.open(&sealed, Place { pupil: 3, ..PLACE }), None, "moved");
        let other = Seal::new(&Keys::random().unwrap()).unwrap();
        assert_eq!(other.open(&sealed, PLACE), None, "other keys");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open(&changed, PLACE), None, "byte {at} changed");
            assert_eq!(seal.open(&sealed[..at], PLACE), None, "cut at {at}");
        }
    }

    #[test]
    fn equal_texts_are_sealed_differently_and_found_alike() {
        let seal = Seal::new(&Keys::random().unwrap()).unwrap();
        assert_ne!(seal.seal("1", PLACE), seal.seal("1", PLACE));
        assert_eq!(seal.look_up("1"), seal.look_up("1"));
    }

    #[test]
    fn a_key_file_that_is_none_is_refused_with_its_line() {
        let text = Keys::random().unwrap().to_text();
        for (wrong, line) in [
            (String::new(), 1),
            (text.replace("seal", "sealed"), 2),
            (text.replace("look-up ", "look-up 00"), 3),
        ] {
            assert_eq!(Keys::from_text(&wrong).unwrap_err().line, line, "{wrong}");
        }
    }
}
