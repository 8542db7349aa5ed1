import type { BitWriter } from './bit-writer.ts';

/** LPS ranges for ranges of 448 and more, by state (ITU-T H.265, table 9-52). */
const LPS = [
  240, 227, 216, 205, 195, 185, 175, 166, 158, 150, 142, 135, 128, 122, 116, 110, 104, 99, 94, 89, 85, 80, 76, 72, 69,
  65, 62, 59, 56, 53, 50, 48, 45, 43, 41, 39, 37, 35, 33, 31, 30, 28, 27, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15,
  14, 14, 13, 12, 12, 11, 11, 10, 9,
];

/** The arithmetic encoder of ITU-T H.265, 9.3.5, as far as pictures of samples as they are need it. */
export class Cabac {
  private readonly bits: BitWriter;
  private low = 0;
  private range = 510;
  private isFirst = true;
  private outstanding = 0;

  constructor(bits: BitWriter) {
    this.bits = bits;
  }

  /** A bin with the value that its context, of `state`, expects, right after the start or a bin of `terminate`. */
  expected(state: number): void {
    this.range -= LPS[Math.min(state, 62)] ?? 0;
    this.renormalise();
  }

  /** A bin that ends the code if it is one: what follows is written as bits, up to the next encoder. */
  terminate(isEnd: boolean): void {
    this.range -= 2;
    if (!isEnd) return;
    this.low += this.range;
    this.range = 2;
    this.renormalise();
    this.put((this.low >> 9) & 1);
    this.bits.u(2, ((this.low >> 7) & 3) | 1).zeros();
  }

  private renormalise(): void {
    while (this.range < 256) {
      if (this.low < 256) this.put(0);
      else if (this.low >= 512) {
        this.low -= 512;
        this.put(1);
      } else {
        this.low -= 256;
        this.outstanding += 1;
      }
      this.range *= 2;
      this.low *= 2;
    }
  }

  private put(bit: number): void {
    if (this.isFirst) this.isFirst = false;
    else this.bits.u(1, bit);
    for (; this.outstanding > 0; this.outstanding--) this.bits.u(1, 1 - bit);
  }
}
