//! Asking before something that reaches far.

use std::io::{BufRead, IsTerminal, Write};

use postbreach::location::Problem;

use crate::input::Terminal;
use crate::output::aside;

/// Says what would be done, and asks on a terminal. Elsewhere `--yes` must have been said.
pub(crate) fn sure(terminal: &Terminal, question: &str, yes: bool) -> Result<(), Problem> {
    aside(question);
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Problem::new("needs-yes"));
    }
    let mut answer = String::new();
    let asked = write!(std::io::stderr(), "{} ", terminal.messages.text("sure"));
    let asked = asked.and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    asked.map_err(|_| Problem::new("needs-yes"))?;
    let said = answer.trim().to_lowercase();
    if ["y", "yes", "はい"].contains(&said.as_str()) { Ok(()) } else { Err(Problem::new("needs-yes")) }
}
