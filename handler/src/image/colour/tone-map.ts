import { HLG, PQ, SDR_WHITE, USUAL_PEAK } from './transfer.ts';

/** Red, green and blue in linear light; white of SDR is 1. Changed in place. */
export type Light = [number, number, number];

/** Weights of luminance in BT.2020's primaries, which HLG's system gamma is defined for (ITU-R BT.2100, table 5). */
const LUMINANCE = [0.2627, 0.678, 0.0593] as const;
/** Of a display with a peak of 1,000 cd/m², less one. */
const HLG_GAMMA = 0.2;

/**
 * How HDR is brought to SDR: undefined for SDR. The operator is Chromium's (`ColorTransformToneMapInRec2020Linear`,
 * ui/gfx/color_transform.cc), so that variants look as the original does in that browser on an SDR display: all three
 * channels are multiplied by (1 + m / p²) / (1 + m), where m is the largest of the three and p the peak of the picture,
 * both relative to SDR's white of 203 cd/m². The peak becomes white, dark parts stay as they are, hues are kept.
 *
 * @param peak of the picture, in cd/m², if it states one (MaxCLL).
 */
export function toneMap(transfer: number, peak: number | undefined): ((light: Light) => void) | undefined {
  if (transfer !== PQ && transfer !== HLG) return undefined;
  const isHlg = transfer === HLG;
  const most = Math.max(SDR_WHITE, isHlg ? USUAL_PEAK : (peak ?? USUAL_PEAK)) / SDR_WHITE;
  const scale = 1 / (most * most);
  return (light) => {
    if (isHlg) showOnDisplay(light);
    const largest = Math.max(light[0], light[1], light[2]);
    // Beyond the stated peak, light is clipped.
    const factor = (1 + Math.min(largest, most) * scale) / (1 + Math.min(largest, most));
    for (let band = 0; band < 3; band++) light[band] = (light[band] ?? 0) * factor;
  };
}

/** HLG states the light of the scene; a display raises it by the system gamma. */
function showOnDisplay(light: Light): void {
  const luminance = light[0] * LUMINANCE[0] + light[1] * LUMINANCE[1] + light[2] * LUMINANCE[2];
  const factor = (luminance ** HLG_GAMMA * USUAL_PEAK) / SDR_WHITE;
  for (let band = 0; band < 3; band++) light[band] = (light[band] ?? 0) * factor;
}
