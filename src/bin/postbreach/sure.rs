//! Asking before something that reaches far.

use std::io::{BufRead, IsTerminal, Write};

use postbreach::location::Problem;

use crate::input::Terminal;

/// Says what would be done, and asks on a terminal. Elsewhere `--yes` must have been said.
pub(crate) fn sure(terminal: &Terminal, question: &str, yes: bool) -> Result<(), Problem> {
    eprintln!("{question}");
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Problem::new("needs-yes"));
    }
    eprint!("{} ", terminal.messages.text("sure"));
    let mut answer = String::new();
    let asked = std::io::stderr().flush().and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    asked.map_err(|_| Problem::new("needs-yes"))?;
    let said = answer.trim().to_lowercase();
    if ["y", "yes", "はい"].contains(&said.as_str()) { Ok(()) } else { Err(Problem::new("needs-yes")) }
}
