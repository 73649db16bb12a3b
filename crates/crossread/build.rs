//! Tells `--version` which commit the program was built from, where it is built in a repository.

use std::path::Path;
use std::process::Command;

fn main() {
    let git = |arguments: &[&str]| {
        let told = Command::new("git").args(arguments).output().ok().filter(|told| told.status.success())?;
        String::from_utf8(told.stdout).ok().map(|told| told.trim().to_owned()).filter(|told| !told.is_empty())
    };
    // A copy of the sources inside another repository is none of its commits.
    let is_own = git(&["ls-files", "--error-unmatch", "build.rs"]).is_some();
    if let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]).filter(|_| is_own) {
        println!("cargo:rustc-env=CROSSREAD_COMMIT={commit}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    // Each commit, and each change of branch, is a line there.
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]).filter(|log| is_own && Path::new(log).exists()) {
        println!("cargo:rerun-if-changed={log}");
    }
}
