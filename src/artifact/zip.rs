//! Zip files whose bytes depend on their content alone: Lambda packages and job libraries.
//!
//! Entries are stored, not deflated, so that no new version of a compressor changes the hash of a package and with it
//! redeploys a function. Layout after PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4.

use std::fmt;

use super::set::ArtifactSet;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END_OF_CENTRAL: u32 = 0x0605_4b50;
/// Bytes of a local header, a central header and the end record, without names.
const LOCAL_LEN: u64 = 30;
const CENTRAL_LEN: u64 = 46;
const END_LEN: u64 = 22;
/// "Version needed": 2.0, the first with folders in names.
const VERSION: u16 = 20;
/// "Version made by": 2.0 on Unix, which makes the mode count.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// Bit 11: the name is UTF-8.
const FLAGS: u16 = 1 << 11;
const STORED: u16 = 0;
/// 1980-01-01 00:00:00, the first moment that DOS can say.
const DOS_TIME: u16 = 0;
const DOS_DATE: u16 = 1 << 5 | 1;
/// A regular file with mode 0644, in the upper half of the external attributes.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// A zip file that would need the 64-bit extension, which Lambda's limits rule out anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipError {
    /// More than 65,534 files.
    TooManyFiles(usize),
    /// The archive would be longer than 4 GiB.
    TooLong(u64),
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyFiles(count) => write!(f, "a zip file holds at most 65,534 files, not {count}"),
            Self::TooLong(length) => write!(f, "a zip file is at most 4 GiB long, not {length} bytes"),
        }
    }
}

impl std::error::Error for ZipError {}

impl ArtifactSet {
    /// The files of this set as one zip file, sorted by path; equal sets give equal bytes.
    ///
    /// # Errors
    /// [`ZipError`] if the set is too large for a zip file.
    pub fn zip(&self) -> Result<Vec<u8>, ZipError> {
        let lengths = self.iter().map(|(path, content)| (path.as_str().len() as u64, content.len() as u64));
        let (length, count) = measure(lengths)?;
        let mut out = Vec::with_capacity(length as usize);
        let mut central = Vec::new();
        for (path, content) in self.iter() {
            let name = path.as_str().as_bytes();
            // Both headers share the fields from "version needed" to "extra length".
            let mut shared = Vec::with_capacity(LOCAL_LEN as usize);
            for field in [VERSION, FLAGS, STORED, DOS_TIME, DOS_DATE] {
                shared.extend(field.to_le_bytes());
            }
            for field in [crc32fast::hash(content), content.len() as u32, content.len() as u32] {
                shared.extend(field.to_le_bytes());
            }
            for field in [name.len() as u16, 0] {
                shared.extend(field.to_le_bytes());
            }

            central.extend(CENTRAL_HEADER.to_le_bytes());
            central.extend(MADE_BY.to_le_bytes());
            central.extend(&shared);
            central.extend([0; 6]); // comment length, disk number, internal attributes
            central.extend(ATTRIBUTES.to_le_bytes());
            central.extend((out.len() as u32).to_le_bytes());
            central.extend(name);

            out.extend(LOCAL_HEADER.to_le_bytes());
            out.extend(&shared);
            out.extend(name);
            out.extend(content);
        }
        let start_of_central = out.len() as u32;
        out.extend(&central);
        out.extend(END_OF_CENTRAL.to_le_bytes());
        out.extend([0; 4]); // this disk, disk of the central directory
        out.extend(count.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend((central.len() as u32).to_le_bytes());
        out.extend(start_of_central.to_le_bytes());
        out.extend([0; 2]); // comment length
        Ok(out)
    }
}

/// The length of the archive and the number of its files, given the lengths of each name and content.
///
/// Once this passes, every count, size and offset fits its field: a path is at most some folders of 255 bytes deep, and
/// one longer than 65,535 bytes counts as too long.
fn measure(lengths: impl ExactSizeIterator<Item = (u64, u64)>) -> Result<(u32, u16), ZipError> {
    let count = u16::try_from(lengths.len()).map_err(|_| ZipError::TooManyFiles(lengths.len()))?;
    let mut total = END_LEN;
    for (name, content) in lengths {
        let name = if name > u64::from(u16::MAX) { u64::from(u32::MAX) } else { name };
        total = total.saturating_add(LOCAL_LEN + CENTRAL_LEN + 2 * name).saturating_add(content);
    }
    // The all-ones values announce the 64-bit extension, so the last usable one is a step below.
    match u32::try_from(total) {
        Ok(length) if length < u32::MAX && count < u16::MAX => Ok((length, count)),
        Ok(length) if length < u32::MAX => Err(ZipError::TooManyFiles(count.into())),
        _ => Err(ZipError::TooLong(total)),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn sample() -> ArtifactSet {
        let mut set = ArtifactSet::new();
        set.insert("index.py", "def handler(event, context):\n    pass\n").expect("a portable path");
        set.insert("lib/\u{fc}ber.txt", vec![0, 159, 146, 150, 255]).expect("a portable path");
        set.insert("empty", "").expect("a portable path");
        set
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
    fn python_reads_it_back() {
        let read_back = r"
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    for i in z.infolist():
        print(i.filename, i.date_time, oct(i.external_attr >> 16), i.create_system, i.compress_type, z.read(i).hex())
";
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.zip");
        std::fs::write(&file, sample().zip().expect("a small set")).expect("to write");
        let run = Command::new("python3").env("PYTHONIOENCODING", "utf-8").args(["-c", read_back]).arg(&file).output();
        let Ok(run) = run else {
            eprintln!("SKIPPED: python3 is not here to read the zip file");
            return;
        };
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let expected: String = sample()
            .iter()
            .map(|(path, content)| {
                let hex: String = content.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("{path} (1980, 1, 1, 0, 0, 0) 0o100644 3 0 {hex}\n")
            })
            .collect();
        assert_eq!(String::from_utf8_lossy(&run.stdout), expected);
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_the_measured_length() {
        let mut reversed = ArtifactSet::new();
        for (path, content) in sample().iter().collect::<Vec<_>>().into_iter().rev() {
            reversed.insert(path.as_str(), content.to_vec()).expect("a portable path");
        }
        let zip = sample().zip().expect("a small set");
        assert_eq!(zip, reversed.zip().expect("a small set"));
        assert_eq!(zip.len(), zip.capacity());
        assert_eq!(ArtifactSet::new().zip().map(|zip| zip.len()), Ok(22));
    }

    #[test]
    fn what_32_bits_cannot_say_is_refused() {
        let many = |count: usize| measure(vec![(1, 0); count].into_iter());
        assert_eq!(many(65_534).map(|(_, count)| count), Ok(65_534));
        assert_eq!(many(65_535), Err(ZipError::TooManyFiles(65_535)));
        assert_eq!(many(65_536), Err(ZipError::TooManyFiles(65_536)));
        let long = |length: u64| measure([(1, length)].into_iter()).map(|(length, _)| length);
        let rest = LOCAL_LEN + CENTRAL_LEN + END_LEN + 2;
        assert_eq!(long(0xffff_fffe - rest), Ok(0xffff_fffe));
        assert_eq!(long(0xffff_ffff - rest), Err(ZipError::TooLong(0xffff_ffff)));
        assert_eq!(long(1 << 32), Err(ZipError::TooLong((1 << 32) + rest)));
        assert!(matches!(long(u64::MAX), Err(ZipError::TooLong(_))));
        assert!(matches!(measure([(65_536, 0)].into_iter()), Err(ZipError::TooLong(_))));
    }
}
