//! `vectors generate` writes `vectors/data/`; `vectors words LOCALE` prints the table of words that a page loads.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> anyhow::Result<()> {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::fs;

    use anyhow::Context;
    use clap::{Parser, Subcommand};
    use messages::Locale;

    /// The quote vectors: written here, replayed natively and in a browser.
    #[derive(Parser)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Writes the vectors anew from the catalogues, the tax table and the words of this tree.
        Generate,
        /// Prints the table of words that a page loads.
        Words {
            /// Its language, like `de`.
            locale: String,
        },
    }

    pub fn main() -> anyhow::Result<()> {
        match Arguments::parse().command {
            Command::Generate => generate(),
            Command::Words { locale } => {
                let locale = Locale::parse(&locale).with_context(|| format!("there is no locale {locale}"))?;
                print!("{}", messages::table(locale));
                Ok(())
            }
        }
    }

    /// Replaces the files; what is no longer generated goes.
    fn generate() -> anyhow::Result<()> {
        let files = vectors::generate::files()?;
        let folder = vectors::generate::folder();
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !files.contains_key(&name) {
                fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
            }
        }
        for (name, text) in &files {
            fs::write(folder.join(name), text).with_context(|| format!("writing {name}"))?;
        }
        println!("{} files in {}", files.len(), folder.display());
        Ok(())
    }
}
