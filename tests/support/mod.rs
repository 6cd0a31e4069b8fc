//! The files that the specs below `tests/fixtures/` name: one folder for all of them, as if it lay beside each.

use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the fixture at `spec` in `folder`, beside copies of all those files.
pub fn place(spec: &Path, folder: &Path) -> PathBuf {
    copy_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files"), folder);
    let copy = folder.join(spec.file_name().expect("a file"));
    fs::copy(spec, &copy).expect("a copy");
    copy
}

/// A copy of everything below `from` in the folder `to`.
pub fn copy_below(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copy = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_below(&path, &copy);
        } else {
            fs::copy(path, copy).expect("a copy");
        }
    }
}
