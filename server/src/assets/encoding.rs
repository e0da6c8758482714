//! Compression of data files at start.

use std::io::Write;

use bytes::Bytes;

/// Brotli's highest quality; in an unoptimised build, where that takes seconds, a middling one.
const QUALITY: u32 = if cfg!(debug_assertions) { 5 } else { 11 };

/// Brotli for files that are compressed once.
pub(super) fn brotli(raw: &[u8]) -> Bytes {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, QUALITY, 22);
    writer.write_all(raw).expect("a vector takes every byte");
    writer.into_inner().into()
}

/// Gzip at its highest level.
pub(super) fn gzip(raw: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(raw).and_then(|()| writer.finish()).expect("a vector takes every byte").into()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_compressed_reads_back() {
        let raw = "Tarife ".repeat(100);
        let mut text = String::new();
        brotli::Decompressor::new(&*brotli(raw.as_bytes()), 4096).read_to_string(&mut text).unwrap();
        assert_eq!(text, raw);
        text.clear();
        flate2::read::GzDecoder::new(&*gzip(raw.as_bytes())).read_to_string(&mut text).unwrap();
        assert_eq!(text, raw);
    }
}
