//! The templates by name, each compiled when it is first used.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use handlebars::{Context, Handlebars, RenderContext, RenderError, RenderErrorReason, Renderable as _, Template};
use handlebars::{StringOutput, TemplateErrorReason};
use serde::Serialize;

use super::embedded::TABLE;
use super::error::{Place, TemplateError};
use super::helpers;

const EXTENSION: &str = ".hbs";

/// Every template, ready to render. One value serves all threads.
pub struct Templates {
    handlebars: Handlebars<'static>,
    entries: BTreeMap<&'static str, Entry>,
}

struct Entry {
    text: String,
    /// The file of the user's that replaces the built-in text.
    file: Option<PathBuf>,
    compiled: OnceLock<Result<Template, Fault>>,
}

/// What is wrong with a template, and at which line and column.
#[derive(Clone)]
struct Fault {
    at: Option<(usize, usize)>,
    message: String,
}

impl Templates {
    /// The templates that are compiled into lakegen.
    pub fn embedded() -> Self {
        Self::of(TABLE)
    }

    /// The built-in templates, but for those of which `folder` has its own: `<folder>/<name>.hbs`. The user's
    /// templates are compiled at once, so that a mistake in one is found before anything is rendered.
    ///
    /// # Errors
    /// [`TemplateError`] if the folder or a file cannot be read, a template's syntax is wrong, or a `.hbs` file there
    /// replaces no template (which would be a misspelt name, silently without effect).
    pub fn with_overrides(folder: &Path) -> Result<Self, TemplateError> {
        let mut templates = Self::embedded();
        templates.replace_from(folder)?;
        Ok(templates)
    }

    /// The templates of a table.
    pub(super) fn of(table: &[(&'static str, &'static str)]) -> Self {
        let entries = table.iter().map(|(name, text)| (*name, Entry::new(text, None)));
        Self { handlebars: helpers::registry(), entries: entries.collect() }
    }

    /// Replaces templates by those in `folder`.
    pub(super) fn replace_from(&mut self, folder: &Path) -> Result<(), TemplateError> {
        for (name, path) in user_templates(folder)? {
            let Some(known) = self.entries.keys().find(|known| **known == name).copied() else {
                let nearest = self.entries.keys().max_by_key(|known| likeness(known, &name)).copied();
                return Err(TemplateError::Stray { path, nearest: nearest.unwrap_or_default() });
            };
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            let entry = Entry::new(&text, Some(path));
            entry.template(known)?;
            self.entries.insert(known, entry);
        }
        Ok(())
    }

    /// The names of all templates, sorted. A name is the path of what it renders: `lambda/trigger/index.py`.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entries.keys().copied()
    }

    /// The text of a template, for a user who wants to change it.
    pub fn source(&self, name: &str) -> Option<&str> {
        self.entries.get(name).map(|entry| entry.text.as_str())
    }

    /// Renders the template `name` with `context`. The text has LF line ends and ends with exactly one.
    ///
    /// # Errors
    /// [`TemplateError`]: no such template, wrong syntax, a name that is not in the context, a helper that refuses its
    /// value, or a carriage return in a value that was printed elsewhere.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, TemplateError> {
        let entry = self.entries.get(name).ok_or_else(|| TemplateError::Unknown(name.to_owned()))?;
        let template = entry.template(name)?;
        let fail = |at: Option<(usize, usize)>, message: String| TemplateError::Render {
            place: entry.place(name, at),
            message,
        };
        let context = Context::wraps(context).map_err(|error| fail(None, message_of(&error)))?;
        let mut render_context = RenderContext::new(None);
        for (name, partial) in self.partials(&entry.text) {
            let partial = partial.template(name)?;
            if let Some(block) = render_context.block_mut() {
                block.set_local_partial(name.to_owned(), partial);
            }
        }
        let mut out = StringOutput::new();
        template
            .render(&self.handlebars, &context, &mut render_context, &mut out)
            .map_err(|error| fail(error.line_no.zip(error.column_no), message_of(&error)))?;
        let mut text = out.into_string().map_err(|error| fail(None, error.to_string()))?;
        if text.contains('\r') {
            return Err(fail(None, "a value brought a carriage return into the text".into()));
        }
        text.truncate(text.trim_end_matches('\n').len());
        text.push('\n');
        Ok(text)
    }

    /// The templates that `text` includes with `{{> name}}`.
    fn partials<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'static str, &'a Entry)> {
        let entries = self.entries.iter().map(|(name, entry)| (*name, entry));
        entries.filter(move |(name, _)| text.contains(&format!("{{{{> {name}}}}}")))
    }
}

impl Entry {
    fn new(text: &str, file: Option<PathBuf>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        Self { text, file, compiled: OnceLock::new() }
    }

    /// The compiled template; compiled by the first caller.
    fn template(&self, name: &str) -> Result<&Template, TemplateError> {
        let compile = || {
            Template::compile(&self.text).map_err(|error| Fault {
                at: error.pos(),
                message: match error.reason() {
                    // The parser's own words tell its grammar; the place says enough.
                    TemplateErrorReason::InvalidSyntax(_) => {
                        "this is not handlebars syntax (write `\\{{` for two braces)".into()
                    }
                    reason => reason.to_string(),
                },
            })
        };
        let compiled = self.compiled.get_or_init(compile).as_ref();
        compiled.map_err(|fault| TemplateError::Syntax {
            place: self.place(name, fault.at),
            message: fault.message.clone(),
        })
    }

    fn place(&self, name: &str, at: Option<(usize, usize)>) -> Place {
        let file = match &self.file {
            Some(path) => path.display().to_string(),
            None => format!("built-in template {name}"),
        };
        Place { file, line: at.map(|(line, _)| line), column: at.map(|(_, column)| column) }
    }
}

fn message_of(error: &RenderError) -> String {
    match error.reason() {
        RenderErrorReason::MissingVariable(Some(name)) => format!("`{name}` is not among the values of this template"),
        RenderErrorReason::MissingVariable(None) => "a name here is not among the values of this template".into(),
        RenderErrorReason::HelperNotFound(name) => format!("there is no helper `{name}`"),
        reason => reason.to_string(),
    }
}

/// The `.hbs` files below `folder`: name and path, sorted by name.
fn user_templates(folder: &Path) -> Result<BTreeMap<String, PathBuf>, TemplateError> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(unreadable(&folder))? {
            let entry = entry.map_err(unreadable(&folder))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(unreadable(&entry.path()))?.is_dir() {
                folders.push((format!("{name}/"), entry.path()));
            } else if let Some(name) = name.strip_suffix(EXTENSION) {
                found.insert(name.to_owned(), entry.path());
            }
        }
    }
    Ok(found)
}

fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> TemplateError {
    let path = path.to_owned();
    move |source| TemplateError::Unreadable { path, source }
}

/// How many characters two names share at their ends: enough to find the template that was meant.
fn likeness(a: &str, b: &str) -> usize {
    let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    common(&mut a.chars(), &mut b.chars()) + common(&mut a.chars().rev(), &mut b.chars().rev())
}
