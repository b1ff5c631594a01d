/** The part of gifenc 1.0 that is used here; the package brings no types. */
declare module 'gifenc' {
  /** Red, green and blue, 0 to 255. */
  export type Palette = number[][];
  type Rgba = Uint8Array | Uint8ClampedArray;

  export function quantize(rgba: Rgba, maxColors: number, options?: { readonly format?: 'rgb565' | 'rgb444' }): Palette;

  export interface Encoder {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options?: {
        readonly palette?: Palette;
        /** Milliseconds; GIF keeps hundredths of a second. */
        readonly delay?: number;
        /** 0 plays for ever, -1 once. */
        readonly repeat?: number;
        readonly transparent?: boolean;
        readonly transparentIndex?: number;
        /** What becomes of the frame when the next is due: 1 leaves it standing, 2 clears it. */
        readonly dispose?: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(options?: { readonly auto?: boolean; readonly initialCapacity?: number }): Encoder;
}
