//! The `corong` program: arguments in, exit status out.

use std::process::ExitCode;

/// A site of ten thousand pages is mostly small strings that come and go.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corong::cli::main(std::env::args_os())
}
