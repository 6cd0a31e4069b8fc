//! SVG: cards, joined by lines, with a title and a legend; by itself, for light and for dark pages.

mod card;
mod icon;
mod layout;
mod legend;
mod part;
mod ports;
mod text;

use std::fmt::Write as _;

use dugong::LayoutError;

use card::Card;
use layout::{Link, Point};
use text::{escaped, fit, width};

use super::{Edge, Flow, Picture};

const STYLE: &str = include_str!("style.css");
/// Around everything.
const MARGIN: f64 = 28.0;
/// The title's part of the page.
const HEAD: f64 = 52.0;
/// The least width, so that there is room for a title and a legend.
const LEAST_WIDTH: f64 = 640.0;
/// The size of words at lines.
const WORD: f64 = 10.5;
/// From one line of words to the next.
const WORD_LINE: f64 = 13.0;
/// The most width of words at a line.
const MOST_WORDS: f64 = 150.0;

/// The text of `picture` as a document of its own.
///
/// # Errors
/// The layout fails, for which no picture is known.
pub(super) fn print(picture: &Picture) -> Result<String, LayoutError> {
    let cards: Vec<Card<'_>> = picture.nodes.iter().map(Card::of).collect();
    let sizes: Vec<(f64, f64)> = cards.iter().map(|card| card.size).collect();
    let words: Vec<Vec<String>> = picture.edges.iter().map(words).collect();
    let links = picture.edges.iter().zip(&words).map(|(edge, words)| link(edge, words));
    let layout = layout::layout(&sizes, &links.collect::<Vec<_>>())?;
    let inner = layout.size.0.max(LEAST_WIDTH);
    let legend = legend::of(picture, inner);
    let (page_width, page_height) = (inner + 2.0 * MARGIN, HEAD + layout.size.1 + 2.0 * MARGIN + legend.height);

    let mut text = head(picture, page_width, page_height);
    let _ = writeln!(text, "  <g transform=\"translate({MARGIN} {})\">", number(MARGIN + HEAD));
    for (edge, points) in picture.edges.iter().zip(&layout.lines) {
        text.push_str(&line(picture, edge, points));
    }
    for (card, at) in cards.iter().zip(&layout.boxes) {
        text.push_str(&card.draw(*at));
    }
    // Above the cards' lines, so that none runs through them.
    for ((edge, words), at) in picture.edges.iter().zip(&words).zip(&layout.labels) {
        text.push_str(&said(edge, words, *at));
    }
    text.push_str("  </g>\n");
    let _ = writeln!(text, "  <g transform=\"translate({MARGIN} {})\">", number(MARGIN + HEAD + layout.size.1 + 24.0));
    text.push_str(&legend.text);
    text.push_str("  </g>\n</svg>\n");
    Ok(text)
}

/// Up to the title.
fn head(picture: &Picture, page_width: f64, page_height: f64) -> String {
    let (width_text, height_text) = (number(page_width), number(page_height));
    let name = escaped(&picture.name);
    let about = picture.description.clone().unwrap_or_default();
    let counted: Vec<String> = picture
        .kinds()
        .into_iter()
        .map(|kind| {
            let count = picture.nodes.iter().filter(|node| node.kind == kind).count();
            format!("{}: {count}", kind.legend())
        })
        .collect();
    let described = format!("{}{}{}.", about, if about.is_empty() { "" } else { ". " }, counted.join(", "));
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_text}\" height=\"{height_text}\" viewBox=\"0 0 {width_text} {height_text}\" role=\"img\" aria-labelledby=\"lake-title lake-description\">\n  <title id=\"lake-title\">The data lake {name}</title>\n  <desc id=\"lake-description\">{}</desc>\n  <style>\n{STYLE}  </style>\n  <defs>\n",
        escaped(&described)
    );
    for flow in Flow::ALL {
        let word = flow.word();
        let _ = writeln!(
            text,
            "    <marker id=\"tip-{word}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip {word}\" d=\"M0 0.5 8 4 0 7.5z\"/></marker>"
        );
    }
    for kind in picture.kinds() {
        let _ = writeln!(
            text,
            "    <symbol id=\"icon-{}\" viewBox=\"0 0 24 24\">{}</symbol>",
            kind.word(),
            icon::shape(kind)
        );
    }
    text.push_str("  </defs>\n  <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    let room = page_width - 2.0 * MARGIN;
    let _ = writeln!(text, "  <text class=\"name\" x=\"{MARGIN}\" y=\"{}\">{name}</text>", number(MARGIN + 12.0));
    if !about.is_empty() {
        let fitted = escaped(&fit(&about, 13.0, room));
        let _ =
            writeln!(text, "  <text class=\"about\" x=\"{MARGIN}\" y=\"{}\">{fitted}</text>", number(MARGIN + 32.0));
    }
    text
}

/// What is said at a line, in a few short lines.
fn words(edge: &Edge) -> Vec<String> {
    const MOST: usize = 3;
    let mut words: Vec<String> = edge.labels.iter().take(MOST).map(|label| fit(label, WORD, MOST_WORDS)).collect();
    if edge.labels.len() > MOST {
        words.push(format!("and {} more", edge.labels.len() - MOST));
    }
    words
}

fn link(edge: &Edge, words: &[String]) -> Link {
    // Data is what a lake is about: its lines are straight first.
    let weight = match edge.flow {
        Flow::Data => 4.0,
        Flow::Control => 2.0,
        Flow::Alarm => 1.0,
    };
    let label = if words.is_empty() { (0.0, 0.0) } else { extent(words) };
    Link { from: edge.from, to: edge.to, label, weight }
}

/// A line: straight where two points are of one height, else bent like an S.
fn line(picture: &Picture, edge: &Edge, points: &[Point]) -> String {
    let Some((start, rest)) = points.split_first() else { return String::new() };
    let mut path = format!("M{} {}", number(start.x), number(start.y));
    let mut before = *start;
    for point in rest {
        let (x, y) = (number(point.x), number(point.y));
        if (point.y - before.y).abs() < 0.5 {
            let _ = write!(path, "L{x} {y}");
        } else {
            let middle = number((before.x + point.x) / 2.0);
            let _ = write!(path, "C{middle} {} {middle} {y} {x} {y}", number(before.y));
        }
        before = *point;
    }
    let word = edge.flow.word();
    let name = |index: usize| picture.nodes.get(index).map_or("", |node| node.label.as_str());
    let mut title = format!("{} to {}", name(edge.from), name(edge.to));
    if !edge.labels.is_empty() {
        let _ = write!(title, ": {}", edge.labels.join(", "));
    }
    format!(
        "    <path class=\"line {word}\" marker-end=\"url(#tip-{word})\" d=\"{path}\"><title>{}</title></path>\n",
        escaped(&title)
    )
}

/// The words at a line, on a ground that keeps the line out of them.
fn said(edge: &Edge, words: &[String], at: Point) -> String {
    if words.is_empty() {
        return String::new();
    }
    let (wide, high) = extent(words);
    let mut text = format!(
        "    <rect class=\"page\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>\n",
        number(at.x - wide / 2.0),
        number(at.y - high / 2.0),
        number(wide),
        number(high)
    );
    let mut y = at.y - high / 2.0 - 3.0;
    for word in words {
        y += WORD_LINE;
        let (class, x, word) = (edge.flow.word(), number(at.x), escaped(word));
        let _ = writeln!(text, "    <text class=\"word {class}\" x=\"{x}\" y=\"{}\">{word}</text>", number(y));
    }
    text
}

/// How much room words need at a line.
fn extent(words: &[String]) -> (f64, f64) {
    let widest = words.iter().map(|word| width(word, WORD)).fold(0.0, f64::max);
    (widest + 6.0, words.iter().map(|_| WORD_LINE).sum())
}

/// A coordinate to a tenth of a pixel, without a fraction that says nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
