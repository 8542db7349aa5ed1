"""Contact sheets of rasters: one JSON object a line, with name, raster, width, height, channels and degraded.

Transparent parts lie on magenta; D stands for degraded. Writes the sheets into the folder given, and prints their names.
"""

import json
import os
import sys

import numpy as np
from PIL import Image, ImageDraw

SIDE, COLUMNS, ROWS, TEXT = 150, 10, 8, 14

pictures = [json.loads(line) for line in sys.stdin]
os.makedirs(sys.argv[1], exist_ok=True)
for start in range(0, len(pictures), COLUMNS * ROWS):
    part = pictures[start : start + COLUMNS * ROWS]
    rows = -(-len(part) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (SIDE + 4), rows * (SIDE + TEXT + 4)), "white")
    draw = ImageDraw.Draw(sheet)
    for index, each in enumerate(part):
        x, y = index % COLUMNS * (SIDE + 4), index // COLUMNS * (SIDE + TEXT + 4)
        pixels = np.fromfile(each["raster"], np.uint8).reshape(each["height"], each["width"], each["channels"])
        image = Image.fromarray(pixels)
        image.thumbnail((SIDE, SIDE))
        sheet.paste("magenta", (x, y, x + image.width, y + image.height))
        sheet.paste(image, (x, y), image if image.mode == "RGBA" else None)
        draw.text((x, y + SIDE), each["name"].rsplit("/", 1)[-1][-22:] + (" D" if each["degraded"] else ""), "black")
    file = os.path.join(sys.argv[1], f"sheet-{start // (COLUMNS * ROWS) + 1:02}.png")
    sheet.save(file)
    print(file)
