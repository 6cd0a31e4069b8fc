//! Text with holes: `*` is any number of characters, `\*` and `\\` are themselves.

/// What a text has to look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wildcard(Vec<Piece>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Any,
    One(char),
}

impl Wildcard {
    /// Reads `text`.
    ///
    /// # Errors
    /// Two asterisks in a row, or a backslash before anything but an asterisk or a backslash (event-ruler README,
    /// "Wildcard matching").
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let mut pieces = Vec::new();
        let mut rest = text.chars();
        while let Some(next) = rest.next() {
            pieces.push(match next {
                '*' if pieces.last() == Some(&Piece::Any) => return Err("two asterisks in a row; write one"),
                '*' => Piece::Any,
                '\\' => match rest.next() {
                    Some(escaped @ ('*' | '\\')) => Piece::One(escaped),
                    _ => return Err("a backslash may only stand before an asterisk or another backslash"),
                },
                plain => Piece::One(plain),
            });
        }
        Ok(Self(pieces))
    }

    /// Whether `text` looks like this. Only the last hole is ever widened, so the time is that of text times pattern.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut piece, mut at) = (0, 0);
        // The last hole, and where what it swallows ends.
        let mut hole: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.0.get(piece) {
                Some(Piece::Any) => {
                    hole = Some((piece, at));
                    piece += 1;
                }
                Some(Piece::One(wanted)) if *wanted == text[at] => {
                    piece += 1;
                    at += 1;
                }
                _ => {
                    let Some((position, end)) = hole else { return false };
                    hole = Some((position, end + 1));
                    piece = position + 1;
                    at = end + 1;
                }
            }
        }
        self.0[piece..].iter().all(|piece| *piece == Piece::Any)
    }
}
