import './sticker-panel.css';
import { useId, useState } from 'react';
import { STICKER_NAMES, presetOf, type StickerName } from '../../../../../contract/stickers/presets.js';
import { MOST_MARGIN, PLAIN_LOOK, type StickerLook } from '../../../../../contract/stickers/sticker.js';
import { useErrorText } from '../../../../i18n/use-error-texts.js';
import { useTexts } from '../../../../i18n/use-texts.js';
import { ProgressBar } from '../../../../ui/progress-bar.js';
import type { Film } from '../../film-store/film.js';
import { StickerPack } from './sticker-pack.js';
import { StickerResult } from './sticker-result.js';
import { stickerTexts } from './sticker-texts.js';
import { useSticker } from './use-sticker.js';

const MARGIN_STEP = 0.02;
const WHITE = '#ffffff';

/** Makes stickers of a film for one of the places that take them. */
export function StickerPanel({ film }: { readonly film: Film }) {
  const words = useTexts(stickerTexts);
  const [name, setName] = useState<StickerName>('telegram-sticker');
  const [look, setLook] = useState<StickerLook>(PLAIN_LOOK);
  const work = useSticker(film);
  const error = useErrorText(work.error);
  const titleId = useId();
  const busy = work.fraction !== null;
  const change = (next: StickerLook): void => {
    setLook(next);
    work.reset();
  };

  return (
    <section className="stickers" aria-labelledby={titleId} data-testid="stickers">
      <h3 id={titleId}>{words.title}</h3>
      <p className="stickers__hint">{film.metadata.settings.transparent === true ? words.hint : words.opaque}</p>
      <fieldset className="stickers__places" disabled={busy}>
        <legend className="unseen">{words.places}</legend>
        {STICKER_NAMES.map((each) => (
          <label key={each} className="stickers__place">
            <input
              type="radio"
              name={titleId}
              data-testid={`sticker-${each}`}
              checked={each === name}
              onChange={() => {
                setName(each);
                work.reset();
              }}
            />
            <span>
              {words.nameOf(presetOf(each))}
              <span className="stickers__limits">{words.limits(presetOf(each))}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <LookFields look={look} hasHardEdges={presetOf(name).format === 'gif'} disabled={busy} onChange={change} />
      <div className="stickers__row">
        {work.fraction === null ? (
          <button type="button" className="button button--lamp" data-testid="make-sticker" onClick={() => void work.start({ preset: name, look })}>
            {words.make}
          </button>
        ) : (
          <>
            <ProgressBar fraction={work.fraction} label={words.making} className="export__bar" />
            <button type="button" className="button" onClick={work.cancel}>
              {words.cancel}
            </button>
          </>
        )}
      </div>
      <div role="status">{work.made !== null && <StickerResult sticker={work.made} />}</div>
      {error !== null && (
        <p className="export__error" role="alert" data-testid="sticker-error">
          {error.message} {error.remedy}
        </p>
      )}
      <StickerPack look={look} />
    </section>
  );
}

interface LookFieldsProps {
  readonly look: StickerLook;
  readonly hasHardEdges: boolean;
  readonly disabled: boolean;
  readonly onChange: (next: StickerLook) => void;
}

function LookFields({ look, hasHardEdges, disabled, onChange }: LookFieldsProps) {
  const words = useTexts(stickerTexts);
  const percent = Math.round(100 * look.margin);
  const { matte, ...withoutMatte } = look;
  return (
    <div className="stickers__options">
      {(['stroke', 'shadow'] as const).map((option) => (
        <label key={option}>
          <input type="checkbox" data-testid={`sticker-${option}`} checked={look[option]} disabled={disabled} onChange={({ target }) => onChange({ ...look, [option]: target.checked })} />
          {words[option]}
        </label>
      ))}
      <label>
        {words.margin}
        <input
          type="range"
          data-testid="sticker-margin"
          min={0}
          max={MOST_MARGIN}
          step={MARGIN_STEP}
          value={look.margin}
          disabled={disabled}
          aria-valuetext={words.marginOf(percent)}
          onChange={({ target }) => onChange({ ...look, margin: target.valueAsNumber })}
        />
        <span aria-hidden="true">{words.marginOf(percent)}</span>
      </label>
      {hasHardEdges && (
        <label>
          <input
            type="checkbox"
            data-testid="sticker-mixes-edges"
            checked={matte !== undefined}
            disabled={disabled}
            onChange={({ target }) => onChange(target.checked ? { ...look, matte: WHITE } : withoutMatte)}
          />
          {words.mixesEdges}
          {matte !== undefined && <input type="color" aria-label={words.matte} value={matte} disabled={disabled} onChange={({ target }) => onChange({ ...look, matte: target.value })} />}
        </label>
      )}
    </div>
  );
}
