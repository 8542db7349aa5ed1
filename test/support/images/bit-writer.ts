/** Bits in the notation of ITU-T H.265, 7.2 and 9.2. */
export class BitWriter {
  private readonly written: number[] = [];
  private open = 0;
  private count = 0;

  /** An unsigned number of `size` bits, at most 32. */
  u(size: number, value: number): this {
    for (let bit = size - 1; bit >= 0; bit--) {
      this.open = this.open * 2 + (Math.floor(value / 2 ** bit) % 2);
      this.count += 1;
      if (this.count < 8) continue;
      this.written.push(this.open);
      this.open = this.count = 0;
    }
    return this;
  }

  /** An Exp-Golomb code. */
  ue(value: number): this {
    const size = Math.floor(Math.log2(value + 1));
    return this.u(size, 0).u(size + 1, value + 1);
  }

  /** Zeros up to the next byte. */
  zeros(): this {
    return this.u((8 - this.count) % 8, 0);
  }

  /** A one, then zeros up to the next byte. */
  stop(): this {
    return this.u(1, 1).zeros();
  }

  bytes(): Buffer {
    return Buffer.from(this.written);
  }
}
