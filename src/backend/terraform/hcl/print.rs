//! From data to text, in the one shape that `terraform fmt` leaves alone.
//!
//! Its rule, found in `hclwrite/format.go` and confirmed by the tests: consecutive lines `name = value` that leave no
//! bracket open share the column of their `=` (a heredoc counts as one such line); a line that leaves a bracket open
//! ends the run and takes one space; a line indents what follows by two however many brackets it opens.

use super::ast::{Block, Body, Expr, Item, Step, Traversal};
use super::text::{self, Piece};

/// Lists and calls that reach beyond this column are broken into lines.
const WIDTH: usize = 100;

/// Prints a body at the given indentation: whole lines, none for an empty body.
pub fn print(body: &Body, indent: usize) -> String {
    let mut out = String::new();
    write_body(&mut out, &body.items, indent);
    out
}

/// Prints a value as it stands right of `name = ` on a line with the given indentation; no newline at its end.
pub fn print_expr(expr: &Expr, indent: usize) -> String {
    Value::of_attr(expr, indent, indent).text
}

fn write_body(out: &mut String, items: &[Item], indent: usize) {
    let mut rest = items;
    let mut before: Option<&Item> = None;
    let mut gap = false;
    while let Some(item) = rest.first() {
        let attrs = rest.iter().take_while(|item| matches!(item, Item::Attr(..))).count();
        let (now, later) = rest.split_at(attrs.max(1));
        if let Item::Blank = item {
            gap = before.is_some();
        } else {
            let opens_block = rest.iter().find(|item| !matches!(item, Item::Comment(_))).is_some_and(is_block);
            let apart = match before {
                None | Some(Item::Comment(_)) => false,
                Some(last) => is_block(last) || opens_block,
            };
            if gap || apart {
                out.push('\n');
            }
            gap = false;
            before = now.last();
        }
        match item {
            Item::Attr(..) => {
                let attrs = now.iter().filter_map(|item| match item {
                    Item::Attr(name, value) => Some((name.clone(), value)),
                    _ => None,
                });
                write_pairs(out, &attrs.collect::<Vec<_>>(), indent);
            }
            Item::Block(block) => write_block(out, block, indent),
            Item::Comment(comment) => {
                for line in text::comment_lines(comment) {
                    write_line(out, indent, &[&line]);
                }
            }
            Item::Blank => {}
        }
        rest = later;
    }
}

fn is_block(item: &Item) -> bool {
    matches!(item, Item::Block(_))
}

fn write_block(out: &mut String, block: &Block, indent: usize) {
    let mut head = block.name.clone();
    for label in &block.labels {
        head.extend([" ", &text::quoted_name(label)]);
    }
    let inside = print(&block.body, indent + 2);
    if inside.is_empty() {
        write_line(out, indent, &[&head, " {}"]);
    } else {
        write_line(out, indent, &[&head, " {"]);
        out.push_str(&inside);
        write_line(out, indent, &["}"]);
    }
}

/// Writes lines `name = value`, aligned as `terraform fmt` aligns them. The names are quoted already.
fn write_pairs(out: &mut String, pairs: &[(String, &Expr)], indent: usize) {
    let widest = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let column = indent + widest + " = ".len();
    let lines: Vec<(&str, Value)> =
        pairs.iter().map(|(name, expr)| (name.as_str(), Value::of_attr(expr, indent, column))).collect();
    for run in lines.chunk_by(|(_, a), (_, b)| a.balanced && b.balanced) {
        let widest = run.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        for (name, value) in run {
            write_line(out, indent, &[&format!("{name:widest$} = "), &value.text]);
        }
    }
}

fn write_line(out: &mut String, indent: usize, words: &[&str]) {
    out.extend(std::iter::repeat_n(' ', indent));
    out.extend(words.iter().copied());
    out.push('\n');
}

/// A printed value; all lines but its first are indented already.
struct Value {
    text: String,
    /// Whether its first line closes all the brackets that it opens.
    balanced: bool,
}

impl Value {
    fn inline(text: String) -> Self {
        Self { text, balanced: true }
    }

    fn broken(text: String) -> Self {
        Self { text, balanced: false }
    }

    /// The value of an attribute or of a key: only there may a heredoc stand.
    fn of_attr(expr: &Expr, indent: usize, column: usize) -> Self {
        let document = match expr {
            Expr::Str(string) => text::heredoc(&[Piece::Lit(string.clone())], indent, inline),
            Expr::Template(parts) => text::heredoc(&text::pieces(parts), indent, inline),
            _ => None,
        };
        document.map_or_else(|| Self::of(expr, indent, column), Self::inline)
    }

    /// `indent` is that of the line on which the value begins, `column` is where it begins.
    fn of(expr: &Expr, indent: usize, column: usize) -> Self {
        if let Expr::Template(parts) = expr
            && let [Piece::Interp(only)] = text::pieces(parts).as_slice()
        {
            return Self::of(only, indent, column);
        }
        if !holds_object(expr) {
            let line = inline(expr);
            if column + line.chars().count() <= WIDTH || !is_breakable(expr) {
                return Self::inline(line);
            }
        }
        match expr {
            Expr::Object(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(key, value)| (print_key(key), value)).collect();
                let mut text = String::from("{\n");
                write_pairs(&mut text, &pairs, indent + 2);
                Self::close(text, indent, "}")
            }
            Expr::List(elements) => match elements.as_slice() {
                [only @ Expr::Object(_)] => Self::hug("[", only, indent, "]"),
                _ => Self::one_a_line("[", elements, indent, "]"),
            },
            Expr::Call(name, args) => match args.split_last() {
                Some((last, first)) if (first.is_empty() || is_collection(last)) && !first.iter().any(holds_object) => {
                    let first: String = first.iter().map(|arg| inline(arg) + ", ").collect();
                    Self::hug(&format!("{name}({first}"), last, indent, ")")
                }
                _ => Self::one_a_line(&format!("{name}("), args, indent, ")"),
            },
            scalar => Self::inline(inline(scalar)),
        }
    }

    /// Opens `inner` on the line of what is around it.
    fn hug(open: &str, inner: &Expr, indent: usize, close: &str) -> Self {
        // From the last column on nothing fits, so that what can be broken is.
        let inner = Self::of(inner, indent, WIDTH);
        Self { text: format!("{open}{}{close}", inner.text), balanced: inner.balanced }
    }

    fn one_a_line(open: &str, elements: &[Expr], indent: usize, close: &str) -> Self {
        let mut text = format!("{open}\n");
        for element in elements {
            let element = Self::of(element, indent + 2, indent + 2);
            write_line(&mut text, indent + 2, &[&element.text, ","]);
        }
        Self::close(text, indent, close)
    }

    fn close(mut text: String, indent: usize, bracket: &str) -> Self {
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(bracket);
        Self::broken(text)
    }
}

/// The whole expression on one line.
fn inline(expr: &Expr) -> String {
    let join = |elements: &[Expr]| elements.iter().map(inline).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Null => "null".to_owned(),
        Expr::Bool(value) => value.to_string(),
        Expr::Int(value) => value.to_string(),
        Expr::Float(value) if value.is_finite() => format!("{value:?}"),
        Expr::Float(_) => "null".to_owned(),
        Expr::Str(string) => text::quoted(&[Piece::Lit(string.clone())], inline),
        Expr::Template(parts) => match text::pieces(parts).as_slice() {
            [Piece::Interp(only)] => inline(only),
            pieces => text::quoted(pieces, inline),
        },
        Expr::Traversal(traversal) => print_traversal(traversal),
        Expr::List(elements) => format!("[{}]", join(elements)),
        Expr::Object(pairs) if pairs.is_empty() => "{}".to_owned(),
        Expr::Object(pairs) => {
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| print_key(key) + " = " + &inline(value)).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Expr::Call(name, args) => format!("{name}({})", join(args)),
    }
}

fn print_key(key: &str) -> String {
    if text::is_identifier(key) { key.to_owned() } else { text::quoted_name(key) }
}

fn print_traversal(traversal: &Traversal) -> String {
    let mut out = traversal.root.clone();
    for step in &traversal.steps {
        match step {
            Step::Name(name) if text::is_identifier(name) => out.extend([".", name]),
            Step::Name(name) => out.extend(["[", &text::quoted_name(name), "]"]),
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

/// Whether the expression has an object that must be printed on lines of its own. Those inside templates cannot.
fn holds_object(expr: &Expr) -> bool {
    match expr {
        Expr::Object(pairs) => !pairs.is_empty(),
        Expr::List(elements) | Expr::Call(_, elements) => elements.iter().any(holds_object),
        Expr::Template(parts) => {
            matches!(text::pieces(parts).as_slice(), [Piece::Interp(only)] if holds_object(only))
        }
        _ => false,
    }
}

fn is_collection(expr: &Expr) -> bool {
    match expr {
        Expr::List(elements) => !elements.is_empty(),
        Expr::Object(pairs) => !pairs.is_empty(),
        _ => false,
    }
}

fn is_breakable(expr: &Expr) -> bool {
    match expr {
        Expr::Call(_, args) => args.len() > 1 || args.iter().any(is_breakable),
        expr => is_collection(expr),
    }
}
