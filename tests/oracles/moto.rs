//! moto, a simulation of AWS on this machine.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::tool::{self, needed};

/// A server that ends when this goes.
pub struct Moto {
    server: Child,
    endpoint: String,
}

impl Moto {
    /// Starts a server on a port that is free.
    pub fn start() -> Option<Self> {
        let program = needed("moto_server", tool::program("moto_server"))?;
        let mut command = tool::command(&program);
        command.args(["-H", "127.0.0.1", "-p", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut moto = Self { server: command.spawn().expect("moto_server"), endpoint: String::new() };
        let mut words = BufReader::new(moto.server.stderr.take().expect("stderr")).lines();
        let mut said = String::new();
        while moto.endpoint.is_empty() {
            let Some(Ok(line)) = words.next() else { panic!("moto_server did not come up:\n{said}") };
            if let Some((_, address)) = line.split_once("Running on ") {
                moto.endpoint = address.trim().to_owned();
            }
            said += &line;
            said.push('\n');
        }
        // It goes on to log each request, and would stop if nobody read.
        std::thread::spawn(move || words.for_each(drop));
        Some(moto)
    }

    /// A call of `program` that takes this server for AWS.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = tool::command(program);
        self.reached_by(&mut command);
        command
    }

    /// Has `command` take this server for AWS.
    pub fn reached_by(&self, command: &mut Command) {
        command.env("AWS_ENDPOINT_URL", &self.endpoint).env("NO_PROXY", "127.0.0.1");
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
