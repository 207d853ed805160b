//! The `corong` program: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    corong::cli::main(std::env::args_os())
}
