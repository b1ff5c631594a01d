import type { StickerFrame } from '../../../contract/stickers/presets.js';
import { MOST_MARGIN, type StickerLook } from '../../../contract/stickers/sticker.js';
import type { Part, Size } from '../film/picture.js';

/** Where on a sticker the subject stands, and how wide what surrounds it is. All in pixels. */
export interface StickerLayout {
  readonly size: Size;
  readonly subject: Part;
  /** 0: none. */
  readonly stroke: number;
  readonly shadow: ShadowSize | null;
}

export interface ShadowSize {
  readonly blur: number;
  readonly below: number;
  /** Of its middle, 0 to 1. */
  readonly opacity: number;
}

/** Parts of the longest side. WhatsApp advises a stroke of 8 pixels of 512. */
const STROKE = 8 / 512;
const BLUR = 6 / 512;
const BELOW = 6 / 512;
const SHADOW_OPACITY = 0.4;
/** What three box blurs reach, in blurs. */
const BLUR_REACH = 1.5;

export function layOut(frame: StickerFrame, visible: Size, look: StickerLook): StickerLayout {
  const longest = Math.max(frame.width, frame.height);
  const stroke = look.stroke ? Math.max(1, Math.round(longest * STROKE)) : 0;
  const shadow = look.shadow ? { blur: Math.max(1, Math.round(longest * BLUR)), below: Math.max(1, Math.round(longest * BELOW)), opacity: SHADOW_OPACITY } : null;
  const shade = shadow === null ? 0 : Math.ceil(shadow.below + BLUR_REACH * shadow.blur);
  const around = stroke + shade + Math.round(longest * Math.min(Math.max(look.margin, 0), MOST_MARGIN));
  const room = { width: frame.width - 2 * around, height: frame.height - 2 * around };
  const scale = Math.min(room.width / visible.width, room.height / visible.height);
  const subject = { width: Math.max(1, Math.round(visible.width * scale)), height: Math.max(1, Math.round(visible.height * scale)) };
  const size = frame.kind === 'exact' ? { width: frame.width, height: frame.height } : { width: even(subject.width + 2 * around), height: even(subject.height + 2 * around) };
  const x = Math.floor((size.width - subject.width) / 2);
  const y = Math.floor((size.height - subject.height) / 2);
  return { size, subject: { x, y, ...subject }, stroke, shadow };
}

/** Video halves the resolution of colour, and phones' encoders and players want it to come out even. */
const even = (pixels: number): number => pixels + (pixels & 1);
