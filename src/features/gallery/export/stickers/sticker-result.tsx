import { presetOf, unitBytes } from '../../../../../contract/stickers/presets.js';
import type { StickerFacts } from '../../../../../contract/stickers/sticker.js';
import { useTexts } from '../../../../i18n/use-texts.js';
import { formatNumber } from '../../../../ui/format.js';
import { saveBlob } from '../../../../ui/save-blob.js';
import { useObjectUrl } from '../../../../ui/use-object-url.js';
import type { ExportedSticker } from '../exporter.js';
import { stickerTexts } from './sticker-texts.js';

/** Seconds, and parts of a speed, that nobody sees. */
const UNSEEN = 0.02;

/** What a sticker looks like, on squares that show through it, and its size beside the limit. */
export function StickerResult({ sticker: { file, name, facts } }: { readonly sticker: ExportedSticker }) {
  const words = useTexts(stickerTexts);
  const url = useObjectUrl(file);
  const preset = presetOf(facts.preset);
  const unit = unitBytes(preset);
  const size = words.size(Math.ceil(facts.bytes / unit), Math.ceil(preset.bytes.max / unit), preset.bytes.unit);
  const label = words.preview(words.nameOf(preset));
  return (
    <div className="stickers__result">
      {url !== null &&
        (preset.format === 'webm' ? (
          <video className="stickers__preview" data-testid="sticker-preview" aria-label={label} src={url} autoPlay loop muted playsInline />
        ) : (
          <img className="stickers__preview" data-testid="sticker-preview" alt={label} src={url} />
        ))}
      <div className="stickers__facts">
        <p data-testid="sticker-facts">{words.result(facts, size)}</p>
        <Notes facts={facts} />
      </div>
      <button type="button" className="button button--lamp" data-testid="save-sticker" onClick={() => saveBlob(file, name)}>
        {words.save}
      </button>
    </div>
  );
}

/** What of the film is not as it was. */
function Notes({ facts: { speed, cutSeconds } }: { readonly facts: StickerFacts }) {
  const words = useTexts(stickerTexts);
  const notes = [
    ...(speed > 1 + UNSEEN ? [words.faster(formatNumber(speed))] : []),
    ...(speed < 1 - UNSEEN ? [words.slower(formatNumber(speed))] : []),
    ...(cutSeconds > UNSEEN ? [words.cut(formatNumber(cutSeconds, 1))] : []),
  ];
  return notes.map((note) => (
    <p key={note} className="stickers__hint">
      {note}
    </p>
  ));
}
