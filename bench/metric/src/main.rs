//! Compares pictures by SSIMULACRA2 and butteraugli, both by maintained implementations, for bench/quality.
//!
//! Standard input is a sequence of messages. `R`, width and height (32 bits each, little endian) and RGB bytes (sRGB, 8
//! bits) set the reference; `C` and RGB bytes of the same size compare with it, and are answered with a line: the
//! SSIMULACRA2 score, and butteraugli's distance as maximum and as 3-norm.

use std::error::Error;
use std::io::{self, Read, Write};

use butteraugli::{ButteraugliParams, ButteraugliReference};
use fast_ssim2::{PixelDescriptor, PixelSlice, Ssimulacra2Reference};

struct Reference {
    width: u32,
    height: u32,
    ssimulacra2: Ssimulacra2Reference,
    butteraugli: ButteraugliReference,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut reference: Option<Reference> = None;
    let mut kind = [0u8; 1];
    while input.read(&mut kind)? == 1 {
        if kind[0] == b'R' {
            let (width, height) = (read_u32(&mut input)?, read_u32(&mut input)?);
            let pixels = read_pixels(&mut input, width, height)?;
            reference = Some(Reference {
                width,
                height,
                ssimulacra2: Ssimulacra2Reference::new(&slice(&pixels, width, height)?)?,
                butteraugli: ButteraugliReference::new(
                    &pixels,
                    width as usize,
                    height as usize,
                    ButteraugliParams::default(),
                )?,
            });
            continue;
        }
        let known = reference.as_ref().ok_or("a comparison came before its reference")?;
        let pixels = read_pixels(&mut input, known.width, known.height)?;
        let score = known.ssimulacra2.compare(&slice(&pixels, known.width, known.height)?)?;
        let distance = known.butteraugli.compare(&pixels)?;
        writeln!(output, "{score:.4} {:.4} {:.4}", distance.score, distance.pnorm_3)?;
        output.flush()?;
    }
    Ok(())
}

fn read_u32(input: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0u8; 4];
    input.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

fn read_pixels(input: &mut impl Read, width: u32, height: u32) -> io::Result<Vec<u8>> {
    let mut pixels = vec![0u8; 3 * width as usize * height as usize];
    input.read_exact(&mut pixels)?;
    Ok(pixels)
}

fn slice(pixels: &[u8], width: u32, height: u32) -> Result<PixelSlice<'_>, Box<dyn Error>> {
    Ok(PixelSlice::new(pixels, width, height, 3 * width as usize, PixelDescriptor::RGB8_SRGB)?)
}
