//! Nodes as cards: an icon, a name, and what else is known.

use std::fmt::Write as _;

use crate::picture::Node;

use super::layout::Point;
use super::number;
use super::text::{escaped, fit, width, wrap};

/// The most width of a text.
const MOST: f64 = 176.0;
/// The least width of a text.
const LEAST: f64 = 56.0;
/// What stands left of the texts: the coloured edge and the icon.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 16.0;
const ABOVE: f64 = 11.0;
const LABEL: f64 = 13.0;
const LABEL_LINE: f64 = 16.0;
const NOTE: f64 = 11.0;
const NOTE_LINE: f64 = 14.0;
/// Further notes are in the title alone.
const MOST_NOTES: usize = 3;
const ICON: f64 = 22.0;

/// A node with its lines broken.
pub(super) struct Card<'p> {
    node: &'p Node,
    label: Vec<String>,
    notes: Vec<String>,
    /// Width and height.
    pub(super) size: (f64, f64),
}

impl<'p> Card<'p> {
    /// The card of a node.
    pub(super) fn of(node: &'p Node) -> Self {
        let label = wrap(&node.label, LABEL, MOST, 2);
        let mut notes: Vec<String> = node.notes.iter().take(MOST_NOTES).map(|note| fit(note, NOTE, MOST)).collect();
        if node.notes.len() > MOST_NOTES {
            notes.push(format!("and {} more", node.notes.len() - MOST_NOTES));
        }
        // Bold is wider.
        let labels = label.iter().map(|line| width(line, LABEL) * 1.04);
        let widest = labels.chain(notes.iter().map(|note| width(note, NOTE))).fold(LEAST, f64::max);
        let lines = label.iter().map(|_| LABEL_LINE).chain(notes.iter().map(|_| NOTE_LINE)).sum::<f64>();
        let height = (lines + 2.0 * ABOVE - 4.0).max(ICON + 2.0 * ABOVE);
        Self { node, label, notes, size: (LEFT + widest.ceil() + RIGHT, height) }
    }

    /// The card at a place.
    pub(super) fn draw(&self, at: Point) -> String {
        let (wide, high) = (number(self.size.0), number(self.size.1));
        let kind = self.node.kind.word();
        let mut text = format!(
            "    <g class=\"{kind}\" transform=\"translate({} {})\">\n      <title>{}</title>\n      <rect class=\"card\" width=\"{wide}\" height=\"{high}\" rx=\"8\"/>\n      <path class=\"edge-of-card\" d=\"M8 0H5V{high}H8A8 8 0 0 1 0 {}V8A8 8 0 0 1 8 0z\"/>\n      <use class=\"icon\" href=\"#icon-{kind}\" x=\"14\" y=\"{}\" width=\"{ICON}\" height=\"{ICON}\"/>\n",
            number(at.x),
            number(at.y),
            escaped(&self.title()),
            number(self.size.1 - 8.0),
            number((self.size.1 - ICON) / 2.0),
        );
        let lines = self.label.iter().map(|_| LABEL_LINE).chain(self.notes.iter().map(|_| NOTE_LINE)).sum::<f64>();
        let mut y = (self.size.1 - lines) / 2.0;
        let labels = self.label.iter().map(|line| ("label", line, LABEL_LINE));
        for (class, line, height) in labels.chain(self.notes.iter().map(|line| ("note", line, NOTE_LINE))) {
            y += height;
            let _ = writeln!(
                text,
                "      <text class=\"{class}\" x=\"{LEFT}\" y=\"{}\">{}</text>",
                number(y - 4.0),
                escaped(line)
            );
        }
        if !self.node.alarms.is_empty() {
            let _ = writeln!(text, "      <circle class=\"bell\" cx=\"{wide}\" cy=\"0\" r=\"5\"/>");
        }
        text.push_str("    </g>\n");
        text
    }

    /// Everything about the node, for whoever points at it or hears it.
    fn title(&self) -> String {
        let mut title = format!("{}: {}", self.node.kind.legend(), self.node.label);
        if !self.node.notes.is_empty() {
            let _ = write!(title, " ({})", self.node.notes.join(", "));
        }
        if !self.node.alarms.is_empty() {
            let _ = write!(title, "; people are told: {}", self.node.alarms.join(", "));
        }
        title
    }
}
