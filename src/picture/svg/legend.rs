//! What the icons and the lines of a picture mean; only those that occur in it.

use std::fmt::Write as _;

use crate::picture::{Flow, Picture};

use super::number;
use super::text::{escaped, width};

const ROW: f64 = 24.0;
const SIZE: f64 = 11.0;
const BETWEEN: f64 = 22.0;

/// A legend, from its own corner on.
pub(super) struct Legend {
    pub(super) text: String,
    pub(super) height: f64,
}

/// The legend of `picture`, in as many rows as it takes.
pub(super) fn of(picture: &Picture, most: f64) -> Legend {
    let mut entries: Vec<(String, f64, &str)> = Vec::new();
    for kind in picture.kinds() {
        let word = kind.word();
        let icon =
            format!("<g class=\"{word}\"><use class=\"icon\" href=\"#icon-{word}\" width=\"16\" height=\"16\"/></g>");
        entries.push((icon, 22.0, kind.legend()));
    }
    for flow in Flow::ALL.into_iter().filter(|flow| picture.edges.iter().any(|edge| edge.flow == *flow)) {
        let word = flow.word();
        let sample = format!("<path class=\"line {word}\" marker-end=\"url(#tip-{word})\" d=\"M0 8H32\"/>");
        entries.push((sample, 40.0, meaning(flow)));
    }
    if picture.nodes.iter().any(|node| !node.alarms.is_empty()) {
        entries.push((
            "<circle class=\"bell\" cx=\"6\" cy=\"8\" r=\"5\"/>".to_owned(),
            16.0,
            "people are told when it fails",
        ));
    }
    let (mut x, mut y) = (0.0, 0.0);
    let mut text = String::new();
    for (sign, room, word) in entries {
        let wide = room + width(word, SIZE);
        if x > 0.0 && x + wide > most {
            (x, y) = (0.0, y + ROW);
        }
        let _ = writeln!(
            text,
            "    <g transform=\"translate({} {})\">{sign}<text class=\"key\" x=\"{room}\" y=\"12\">{}</text></g>",
            number(x),
            number(y),
            escaped(word)
        );
        x += wide + BETWEEN;
    }
    Legend { text, height: y + ROW }
}

fn meaning(flow: Flow) -> &'static str {
    match flow {
        Flow::Data => "data",
        Flow::Control => "starts",
        Flow::Alarm => "what went wrong",
    }
}
