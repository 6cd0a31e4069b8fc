//! From bytes to text: what encoding a file is in, and whether it is text at all.

use crate::diag::{Diagnostic, Place, rules};

use super::{MAX_BYTES, MAX_FINDINGS};

/// A file that is not readable text: as much of it as can be shown, and why.
pub(super) struct NotText {
    pub readable: String,
    pub findings: Vec<Diagnostic>,
}

/// Decodes a file, without its byte-order mark.
///
/// # Errors
/// When it is too large, not UTF-8, or holds characters that YAML does not allow.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", bytes.len());
        return Err(NotText::whole(Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::File, message)));
    }
    if let Some(encoding) = foreign_encoding(&bytes) {
        let finding = Diagnostic::new(&rules::UNREADABLE, Place::File, format!("the file is encoded as {encoding}"))
            .help("save it as UTF-8; on Windows, PowerShell's `>` writes UTF-16: use `Set-Content -Encoding utf8`");
        return Err(NotText::whole(finding));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[at];
        let message = format!("byte 0x{byte:02X} is not UTF-8");
        // The text before the byte is unchanged; the byte itself becomes U+FFFD, three bytes long.
        let place = Place::Bytes(at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        let finding = Diagnostic::new(&rules::UNREADABLE, place, message)
            .help("save the file as UTF-8; it is probably Latin-1 or Windows-1252");
        NotText { readable: String::from_utf8_lossy(error.as_bytes()).into_owned(), findings: vec![finding] }
    })?;
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let findings: Vec<_> =
        text.char_indices().filter(|(_, c)| !is_printable(*c)).map(unprintable).take(MAX_FINDINGS).collect();
    if findings.is_empty() { Ok(text) } else { Err(NotText { readable: text, findings }) }
}

impl NotText {
    fn whole(finding: Diagnostic) -> Self {
        Self { readable: String::new(), findings: vec![finding] }
    }
}

/// UTF-16 and UTF-32 by their byte-order mark, or by the zero bytes that ASCII has in them.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0, 0, 0xFE, 0xFF, ..] | [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32"),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => Some("UTF-16"),
        [0, 0, 0, first, ..] | [first, 0, 0, 0, ..] if *first != 0 => Some("UTF-32"),
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16"),
        _ => None,
    }
}

/// What YAML lets stand in a file.
///
/// Source: <https://yaml.org/spec/1.2.2/#51-character-set>.
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..) && c != '\u{FEFF}'
}

fn unprintable((at, c): (usize, char)) -> Diagnostic {
    let name = match c {
        '\0' => " (NUL)",
        '\u{7}' => " (BEL)",
        '\u{1B}' => " (escape)",
        '\u{FEFF}' => " (byte-order mark)",
        _ => "",
    };
    let message = format!("the character U+{:04X}{name} is not allowed in YAML", u32::from(c));
    Diagnostic::new(&rules::SYNTAX, Place::Bytes(at..at + c.len_utf8()), message)
        .help("delete it; in a double-quoted value it can be written as an escape")
}
