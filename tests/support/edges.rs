//! Values at the edges of what AWS takes.

/// Lengths around limits of AWS's APIs.
pub const LENGTHS: [usize; 22] =
    [0, 1, 2, 3, 23, 24, 63, 64, 65, 127, 128, 129, 254, 255, 256, 400, 1000, 1024, 1025, 2048, 2049, 4096];
/// Numbers around limits of AWS's APIs.
pub const NUMBERS: [i64; 28] = [
    -1, 0, 1, 2, 3, 4, 7, 8, 10, 11, 20, 21, 59, 60, 128, 185, 186, 249, 250, 299, 300, 301, 512, 900, 901, 10_240,
    10_241, 100_001,
];

/// The text with that many characters: cut, or filled up before its last character.
pub fn stretched(text: &str, length: usize, with: &str) -> String {
    let characters = text.chars().count();
    if characters >= length {
        return text.chars().take(length).collect();
    }
    let last = text.char_indices().last().map_or(0, |(at, _)| at);
    format!("{}{}{}", &text[..last], with.repeat(length - characters), &text[last..])
}
