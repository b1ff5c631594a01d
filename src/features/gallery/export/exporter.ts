import type { Conversion, VideoFacts } from '../../../../contract/conversion.js';
import type { Result } from '../../../../contract/errors.js';
import type { VideoCodecName } from '../../../../contract/names.js';
import type { StickerFacts, StickerOrder } from '../../../../contract/stickers/sticker.js';
import type { ConvertOptions, ConverterClient } from '../../../engine/converter-client.js';
import { fileNameOf, type FileNaming } from '../file-name.js';
import { nameOf, type Film } from '../film-store/film.js';

/** What a film can be saved as. */
export type ExportFormat =
  | { readonly kind: 'as-made' }
  /** `background`, as "#rrggbb", is put behind a transparent film: white when absent. */
  | { readonly kind: 'mp4'; readonly codec: VideoCodecName; readonly background?: string }
  | { readonly kind: 'gif' | 'webp' | 'apng' | 'webm' | 'frames' | 'poster' };

export interface ExportedFile {
  readonly file: Blob;
  readonly name: string;
}

export interface ExportedSticker extends ExportedFile {
  readonly facts: StickerFacts;
}

/** Longest side of a poster in the gallery, in pixels: sharp on screens of double density. */
const THUMBNAIL_SIDE = 384;

/** Makes files of films, and their posters. */
export class Exporter {
  readonly #converter: Pick<ConverterClient, 'convert' | 'makeSticker' | 'describe'>;

  constructor(converter: Pick<ConverterClient, 'convert' | 'makeSticker' | 'describe'>) {
    this.#converter = converter;
  }

  /** `video` is the film's own MP4. Never rejects. */
  async make(film: Film, video: Blob, format: ExportFormat, options: ConvertOptions = {}): Promise<Result<ExportedFile>> {
    const name = fileNameOf({ title: nameOf(film), seed: film.settings.seed, ...partsOf(format) });
    if (format.kind === 'as-made') return { ok: true, value: { file: video, name } };
    const made = await this.#converter.convert(video, conversionOf(format), options);
    if (!made.ok) return made;
    // Encoding again drops the settings in the file.
    const box = format.kind === 'mp4' ? [await boxOf(film)] : [];
    return { ok: true, value: { file: new Blob([made.value, ...box], { type: made.value.type }), name } };
  }

  /** The film inside the limits of a place for stickers. Never rejects. */
  async makeSticker(film: Film, video: Blob, order: StickerOrder, options: ConvertOptions = {}): Promise<Result<ExportedSticker>> {
    const made = await this.#converter.makeSticker(video, order, options);
    if (!made.ok) return made;
    // Few visits make one.
    const { ENDINGS, presetOf } = await import('../../../../contract/stickers/presets.js');
    const name = fileNameOf({ title: nameOf(film), seed: film.settings.seed, variant: order.preset, ending: ENDINGS[presetOf(order.preset).format] });
    return { ok: true, value: { ...made.value, name } };
  }

  /** What a video says of its pictures; null when it holds none that a film has. */
  async describe(video: Blob): Promise<VideoFacts | null> {
    const described = await this.#converter.describe(video);
    return described.ok ? described.value : null;
  }

  /** The first frame, small, for the gallery; null when there is none to be had. */
  async thumbnail(video: Blob): Promise<Blob | null> {
    const made = await this.#converter.convert(video, { kind: 'poster', at: 0, type: 'image/webp', longestSide: THUMBNAIL_SIDE });
    return made.ok ? made.value : null;
  }
}

/** No two formats of a film share a name. */
function partsOf(format: ExportFormat): Pick<FileNaming, 'variant' | 'ending'> {
  switch (format.kind) {
    case 'as-made':
      return { ending: 'mp4' };
    case 'mp4':
      return { variant: format.codec, ending: 'mp4' };
    case 'gif':
    case 'webp':
    case 'webm':
      return { ending: format.kind };
    case 'apng':
      return { variant: 'animated', ending: 'png' };
    case 'frames':
      return { variant: 'frames', ending: 'zip' };
    case 'poster':
      return { variant: 'poster', ending: 'png' };
  }
}

function conversionOf(format: Exclude<ExportFormat, { kind: 'as-made' }>): Conversion {
  switch (format.kind) {
    case 'mp4':
      return format;
    case 'gif':
    case 'webp':
    case 'apng':
    case 'webm':
      return { kind: format.kind };
    case 'frames':
      return { kind: 'png-sequence' };
    case 'poster':
      return { kind: 'poster', at: 0, type: 'image/png' };
  }
}

/** The settings for a film that was encoded anew. Few visits export a film. */
async function boxOf(film: Film): Promise<Uint8Array<ArrayBuffer>> {
  const { settingsBox } = await import('../../../../contract/request/settings-box.js');
  // On a plain background it is an opaque film like any other.
  const { transparent: _, ...settings } = film.metadata.settings;
  return settingsBox(settings);
}
