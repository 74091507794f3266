//! The line of a seal as a QR code: whoever holds the printed result can have it verified without
//! typing.

use std::fmt::{self, Write as _};
use std::io;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc, Version};

/// The largest version (size) of a code that telephone cameras read reliably from paper; a text too
/// long for it gets no code.
const MOST: u8 = 25;
/// The width of the blank margin around a code, in modules.
const QUIET: i32 = 4;
/// The side of a module in the PNG picture, in pixels.
const PIXELS: i32 = 4;

/// A QR code of a text, to be drawn as SVG or PNG.
#[derive(Clone)]
pub struct Qr(QrCode);

impl fmt::Debug for Qr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Qr").field(&self.0.size()).finish()
    }
}

impl Qr {
    /// The code of a text; `None` where the text is too long for a code that can be read from
    /// paper.
    pub fn of(text: &str) -> Option<Qr> {
        let bytes = [qrcodegen::QrSegment::make_bytes(text.as_bytes())];
        let code = QrCode::encode_segments_advanced(
            &bytes,
            QrCodeEcc::Low,
            Version::MIN,
            Version::new(MOST),
            None,
            true,
        );
        code.ok().map(Qr)
    }

    /// The side of the code with its blank margin, in modules.
    fn wide(&self) -> i32 {
        self.0.size() + 2 * QUIET
    }

    fn is_dark(&self, x: i32, y: i32) -> bool {
        self.0.get_module(x - QUIET, y - QUIET)
    }

    /// The dark modules as the data of an SVG path: for each run of dark modules in a row, a line
    /// one module thick.
    fn path(&self) -> String {
        let mut out = String::new();
        let mut at = (0, 0);
        for y in 0..self.wide() {
            let mut x = 0;
            while x < self.wide() {
                let long = (x..self.wide()).take_while(|x| self.is_dark(*x, y)).count();
                let Some(long) = i32::try_from(long).ok().filter(|long| *long > 0) else {
                    x += 1;
                    continue;
                };
                // Writing to memory cannot fail.
                let _ = write!(out, "m{} {}h{long}", x - at.0, y - at.1);
                x += long;
                at = (x, y);
            }
        }
        out
    }

    /// The code as an SVG element of a page; `name` describes it to readers who cannot see it.
    pub(crate) fn markup(&self, name: &str) -> Markup {
        let view = format!("0 -.5 {0} {0}", self.wide());
        html! {
            svg class="qr" viewBox=(view) role="img" aria-label=(name) shape-rendering="crispEdges" {
                path d=(self.path()) stroke="#000" {}
            }
        }
    }

    /// The code as an SVG document of its own.
    pub fn svg(&self) -> String {
        let (wide, path) = (self.wide(), self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -.5 {wide} {wide}\" width=\"{wide}\" \
             height=\"{wide}\"><path d=\"{path}\" stroke=\"#000\"/></svg>"
        )
    }

    /// The printed side of the code in millimetres, at 0.4 mm for each module.
    pub fn millimetres(&self) -> u32 {
        (self.wide().unsigned_abs() * 2).div_ceil(5)
    }

    /// The code as a black and white PNG picture.
    ///
    /// # Errors
    /// Only where packing into memory fails, which is not expected.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let wide = self.wide() * PIXELS;
        let side = wide.unsigned_abs();
        let mut bits = Vec::new();
        for y in 0..wide {
            for byte in 0..wide.unsigned_abs().div_ceil(8) {
                let first = i32::try_from(byte * 8).unwrap_or_default();
                bits.push((first..first + 8).fold(0_u8, |bits, x| {
                    let light = x >= wide || !self.is_dark(x / PIXELS, y / PIXELS);
                    bits << 1 | u8::from(light)
                }));
            }
        }
        let mut out = Vec::new();
        let mut png = png::Encoder::new(&mut out, side, side);
        png.set_color(png::ColorType::Grayscale);
        png.set_depth(png::BitDepth::One);
        let mut writer = png.write_header().map_err(io::Error::other)?;
        writer.write_image_data(&bits).map_err(io::Error::other)?;
        writer.finish().map_err(io::Error::other)?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path of a code as pixels and decodes it again.
    fn read(code: &Qr) -> String {
        let wide = usize::try_from(code.wide()).unwrap();
        let mut dark = vec![false; wide * wide];
        let (mut x, mut y) = (0_i32, 0_i32);
        for step in code.path().split('m').skip(1) {
            let (by, long) = step.split_once('h').unwrap();
            let (dx, dy) = by.split_once(' ').unwrap();
            x += dx.parse::<i32>().unwrap();
            y += dy.parse::<i32>().unwrap();
            for _ in 0..long.parse::<i32>().unwrap() {
                dark[usize::try_from(y).unwrap() * wide + usize::try_from(x).unwrap()] = true;
                x += 1;
            }
        }
        let zoom = 4;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(wide * zoom, wide * zoom, |x, y| {
                if dark[y / zoom * wide + x / zoom] { 0 } else { 255 }
            });
        image.detect_grids()[0].decode().unwrap().1
    }

    #[test]
    fn what_is_drawn_says_the_text() {
        for text in ["mã kiểm chứng ab12", &"số ".repeat(200)] {
            assert_eq!(read(&Qr::of(text).unwrap()), text);
        }
        assert!(Qr::of(&"a".repeat(2_000)).is_none());
    }

    #[test]
    fn a_picture_holds_the_same() {
        let code = Qr::of("seal 0123").unwrap();
        let png = code.png().unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut bits = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bits).unwrap();
        let line = info.line_size;
        let (wide, high) =
            (usize::try_from(info.width).unwrap(), usize::try_from(info.height).unwrap());
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(wide, high, |x, y| {
            if bits[y * line + x / 8] >> (7 - x % 8) & 1 == 1 { 255 } else { 0 }
        });
        assert_eq!(image.detect_grids()[0].decode().unwrap().1, "seal 0123");
    }
}
