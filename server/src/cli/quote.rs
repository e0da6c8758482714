//! `kassa quote`: prices requests with the engine of the site.

mod flags;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use server::quoting::Desk;

use super::goods::GoodsOptions;
use flags::Request;

/// Price a request, or a file of them, with the engine of the site.
///
/// Prints the quote for a person; with --json, as the very JSON that its hash covers (SHA-256 over RFC 8785 without `hash`).
///
/// A request that cannot be quoted is answered with every reason, with --json as {"refused":[{code,field,message}]}, and
/// exit code 2. Coupons count as not yet redeemed by anybody.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Quote {
    #[command(flatten)]
    request: Request,
    /// Answer a file of requests instead, one JSON object a line, with one line each in the same order; - reads standard
    /// input. The fields are named as the options, with _ for -; addon is an object from id to quantity.
    #[arg(long, value_name = "FILE", conflicts_with = "Request")]
    batch: Option<PathBuf>,
    /// Print JSON. A batch is always answered in JSON.
    #[arg(long)]
    json: bool,
    /// Say why each amount is what it is. With --json the quote has a member `explanation` beside, which its hash does not
    /// cover.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    goods: GoodsOptions,
}

/// What `--help` ends with.
const EXAMPLES: &str = r#"Examples:
  kassa quote --plan premium --seats 25 --term 1y --currency EUR --country DE \
    --as-of 2026-11-20 --explain
  kassa quote --batch requests.jsonl --json

A request, in one line of requests.jsonl:
  {"plan":"premium","seats":20,"term":"2y","currency":"USD","country":"DE",
   "coupon":"TEAM100","addon":{"assistant":5},"as_of":"2026-11-20"}"#;

/// Some request was refused.
const REFUSED: u8 = 2;

impl Quote {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let goods = self.goods.load()?;
        let desk = Desk { goods: &goods, words: self.goods.words(), explain: self.explain };
        let mut out = BufWriter::new(io::stdout().lock());
        let outcome = self.answer(&desk, &mut out).and_then(|all| out.flush().map(|()| all).map_err(Into::into));
        match outcome {
            Ok(true) => Ok(ExitCode::SUCCESS),
            Ok(false) => Ok(ExitCode::from(REFUSED)),
            Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
            Err(error) => Err(error),
        }
    }

    /// Writes the answers; whether every request was quoted.
    fn answer(&self, desk: &Desk<'_>, out: &mut impl Write) -> anyhow::Result<bool> {
        match &self.batch {
            Some(file) if file == Path::new("-") => batch(desk, io::stdin().lock(), true, out),
            Some(file) => {
                let lines = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
                batch(desk, BufReader::new(lines), false, out)
            }
            None => {
                let request = self.request.to_json();
                let (text, quoted) = if self.json { desk.json(&request) } else { desk.words(&request) };
                out.write_all(text.as_bytes())?;
                Ok(quoted)
            }
        }
    }
}

/// Answers line by line; whether every request was quoted. Whoever waits at a pipe gets each answer at once.
fn batch(desk: &Desk<'_>, mut lines: impl BufRead, at_once: bool, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut all = true;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        // What is no UTF-8 becomes replacement characters, and a refusal if it matters.
        let text = String::from_utf8_lossy(&line);
        let (answer, quoted) = desk.json(text.trim_start_matches('\u{feff}').trim());
        out.write_all(answer.as_bytes())?;
        if at_once {
            out.flush()?;
        }
        all &= quoted;
        line.clear();
    }
    Ok(all)
}

/// Whether whoever read our output has gone, as `head` does.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests;
