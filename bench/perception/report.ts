import { table } from '../table.ts';
import type { Figures } from './figures.ts';

const COLOURS: Record<string, string> = {
  'Darkroom, fast': '#7fb3d5',
  'Darkroom, balanced': '#1f618d',
  'Darkroom, small': '#0b2e4f',
  'sharp’s defaults': '#d35400',
  'imgproxy’s settings': '#7d3c98',
};

/** @param count of photographs */
export function qualityReport(figures: readonly Figures[], count: number): string {
  return `# Quality

\`make quality WRITE=1\` · ${count} photographs of at most 480 × 360 from npm packages (bench/perception/photographs.ts), none of which any
setting was fitted to · SSIMULACRA2 and butteraugli by bench/metric

Bytes are the mean share of those of a progressive JPEG at quality 80. Scores are SSIMULACRA2's: a point is worth about 5.5 % of the bytes. CPU
time is of one thread, on a machine that other work may share.

![Bytes against score](quality.svg)

${table(
  ['', 'format', 'bytes', 'mean score', 'p10', 'worst', 'under 72', 'butteraugli, worst', 'CPU ms per megapixel'],
  figures.map(({ who, format, bytes, mean, p10, worst, poor, distance, cpu }) => [
    who,
    format,
    `${(100 * bytes).toFixed(1)} %`,
    mean.toFixed(1),
    p10.toFixed(1),
    worst.toFixed(1),
    String(poor),
    distance.toFixed(2),
    String(cpu),
  ]),
)}

\`make quality\` compares the code with bench/quality.json, which this table is from, and fails if a change loses more than it gains: more than
0.5 % of the bytes at equal mean score, half a point of the tenth percentile, or a point of the worst photograph.
`;
}

/** Bytes against mean score, as a picture: further to the left and up is better. */
export function qualityPlot(figures: readonly Figures[]): string {
  const [left, right, low, high] = [0.2, 1.1, 60, 86];
  const x = (bytes: number): number => 60 + (640 * (bytes - left)) / (right - left);
  const y = (score: number): number => 380 - (340 * (score - low)) / (high - low);
  const grid = [
    ...[0.2, 0.4, 0.6, 0.8, 1].map(
      (share) =>
        `<path d="M${x(share)} 40V380" stroke="#ddd"/><text x="${x(share)}" y="398" text-anchor="middle">${100 * share} %</text>`,
    ),
    ...[60, 65, 70, 75, 80, 85].map(
      (score) =>
        `<path d="M60 ${y(score).toFixed(1)}H700" stroke="#ddd"/><text x="50" y="${(y(score) + 4).toFixed(1)}" text-anchor="end">${score}</text>`,
    ),
  ];
  const points = figures.map(({ who, format, bytes, mean }) => mark(format, x(bytes), y(mean), COLOURS[who] ?? '#000'));
  const legend = Object.entries(COLOURS).map(
    ([who, colour], index) =>
      `${mark('jpeg', 480, 270 + 18 * index, colour)}<text x="492" y="${274 + 18 * index}">${who}</text>`,
  );
  const formats = (['jpeg', 'webp', 'avif'] as const).map(
    (format, index) =>
      `${mark(format, 380, 270 + 18 * index, '#777')}<text x="392" y="${274 + 18 * index}">${format}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 430" font-family="sans-serif" font-size="12">
<rect width="740" height="430" fill="#fff"/>
${[...grid, ...legend, ...formats, ...points].join('\n')}
<text x="380" y="420" text-anchor="middle">bytes, as a share of JPEG at quality 80</text>
<text x="14" y="210" text-anchor="middle" transform="rotate(-90 14 210)">mean SSIMULACRA2 score</text>
</svg>
`;
}

/** A circle for JPEG, a square for WebP, a triangle for AVIF. */
function mark(format: Figures['format'], x: number, y: number, colour: string): string {
  const shapes: Record<Figures['format'], string> = {
    jpeg: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
    webp: 'M-5 -5H5V5H-5Z',
    avif: 'M0 -6L6 5H-6Z',
  };
  return `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${shapes[format]}" fill="${colour}" fill-opacity="0.85"/>`;
}
