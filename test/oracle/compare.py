"""Compares rasters and variants with what Pillow makes of the same files.

Reads one JSON object a line: name, file, raster, width, height, channels, variants, and maybe `like`, a file to compare
with instead. Writes one a line: name, and either `error` or the differences.
"""

import io
import json
import sys
import warnings

import numpy as np
from PIL import Image, ImageCms, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None
SRGB = ImageCms.createProfile("sRGB")


def eight_bits(image):
    """Sixteen bits per channel are reduced to eight."""
    if image.mode.startswith("I"):
        return Image.fromarray(np.clip(np.asarray(image).astype(np.int64) >> 8, 0, 255).astype(np.uint8))
    return image


def in_srgb(image, profile):
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    colours = image.convert("RGB" if image.mode == "RGBA" else "L" if image.mode == "LA" else image.mode)
    colours = ImageCms.profileToProfile(colours, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def covered(image):
    """What a GIF's first frame covers, which is all that browsers show."""
    shown = np.zeros((image.height, image.width), bool)
    left, top, right, bottom = image.dispose_extent
    shown[max(top, 0) : bottom, max(left, 0) : right] = True
    return shown


def reference(file):
    image = Image.open(file)
    is_gif = image.format == "GIF"
    image.load()
    profile = image.info.get("icc_profile")
    shown = covered(image) if is_gif else None
    # XMP is no place from which browsers take an orientation.
    image.info.pop("xmp", None)
    image.info.pop("XML:com.adobe.xmp", None)
    image = eight_bits(ImageOps.exif_transpose(image))
    if image.mode == "RGBa":
        image = image.convert("RGBA")
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    if profile and image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        try:
            image = in_srgb(image, profile)
        except ImageCms.PyCMSError:
            pass
    pixels = np.array(image.convert("RGBA"))
    if shown is not None:
        pixels[~shown] = 0
    return pixels


def differences(ours, theirs):
    """Mean difference of colours as far as both are opaque, and of alpha."""
    opacity = np.minimum(ours[..., 3:], theirs[..., 3:]) / 255
    colour = np.abs(ours[..., :3].astype(int) - theirs[..., :3]) * opacity
    alpha = np.abs(ours[..., 3].astype(int) - theirs[..., 3])
    return round(float(colour.mean()), 2), round(float(alpha.mean()), 2)


def flattened(pixels, size):
    """On grey, at a size at which encoders' errors average out."""
    image = Image.fromarray(pixels)
    grey = Image.new("RGBA", image.size, (128, 128, 128, 255))
    grey.alpha_composite(image)
    return np.asarray(grey.convert("RGB").resize(size, Image.Resampling.BOX)).astype(int)


def variant_difference(file, theirs):
    """The largest of the mean differences of a variant's parts."""
    image = Image.open(file).convert("RGBA")
    size = (max(1, image.width // 16), max(1, image.height // 16))
    return round(float(np.abs(flattened(np.array(image), size) - flattened(theirs, size)).mean()), 2)


def compared(outcome):
    ours = np.fromfile(outcome["raster"], np.uint8).reshape(outcome["height"], outcome["width"], outcome["channels"])
    if outcome["channels"] == 3:
        ours = np.dstack([ours, np.full(ours.shape[:2], 255, np.uint8)])
    theirs = reference(outcome.get("like") or outcome["file"])
    if ours.shape != theirs.shape:
        return {"error": f"size {ours.shape[1]} x {ours.shape[0]} against {theirs.shape[1]} x {theirs.shape[0]}"}
    colour, alpha = differences(ours, theirs)
    # Of the variants, only encoding is in question: they are compared with the raster.
    variants = [variant_difference(file, ours) for file in outcome["variants"]]
    return {"colour": colour, "alpha": alpha, "variants": max(variants, default=0)}


for line in sys.stdin:
    outcome = json.loads(line)
    try:
        result = compared(outcome)
    except Exception as error:  # Whatever Pillow raises for a file that it can't read.
        result = {"error": f"unreadable: {type(error).__name__} {error}"[:200]}
    print(json.dumps({"name": outcome["name"], **result}), flush=True)
