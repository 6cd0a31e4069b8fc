//! What can go wrong with a template, and where.

use std::path::PathBuf;
use std::{error, fmt, io};

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The user's file, or `built-in template <name>`.
    pub file: String,
    /// The line, from one, if it is known.
    pub line: Option<usize>,
    /// The column, from one, if it is known.
    pub column: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        [self.line, self.column].iter().flatten().try_for_each(|number| write!(f, ":{number}"))
    }
}

/// Why a template cannot be used. The user's to mend if it is in their own template, else a bug of lakegen.
#[derive(Debug)]
pub enum TemplateError {
    /// There is no template of this name. Always a bug.
    Unknown(String),
    /// A file or folder of the user's templates cannot be read.
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// A file of the user's replaces no template.
    Stray {
        /// The file.
        path: PathBuf,
        /// The template whose name is nearest.
        nearest: &'static str,
    },
    /// The text is not a handlebars template.
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong.
        message: String,
    },
    /// The template does not fit its values.
    Render {
        /// Where.
        place: Place,
        /// What is wrong.
        message: String,
    },
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "there is no template `{name}`"),
            Self::Unreadable { path, source } => write!(f, "cannot read `{}`: {source}", path.display()),
            Self::Stray { path, nearest } => {
                write!(f, "`{}` replaces no template; the nearest is `{nearest}.hbs`", path.display())
            }
            Self::Syntax { place, message } | Self::Render { place, message } => write!(f, "{place}: {message}"),
        }
    }
}

impl error::Error for TemplateError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            _ => None,
        }
    }
}
