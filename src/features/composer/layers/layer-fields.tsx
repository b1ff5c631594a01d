import { useRef, type ReactNode } from 'react';
import { TITLE_MOTIONS } from '../../../../contract/names.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { LAYER_LIMITS, type TitleContent } from '../../../../contract/request/layers/layer.js';
import { LIMITS } from '../../../../contract/request/request.js';
import { TITLE_WEIGHT, titleColours } from '../../../../contract/request/layers/title-look.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatNumber } from '../../../ui/format.js';
import { DiceIcon, PictureIcon } from '../../../ui/icons/icons.js';
import { PICTURE_FILES } from '../inputs/picture-files.js';
import type { LayerActions } from './layer-actions.js';
import type { LayerDraft } from './layer-draft.js';
import { layerTexts } from './layer-texts.js';
import { NumberInput } from './number-input.js';

interface FieldsProps {
  readonly layer: LayerDraft;
  readonly actions: LayerActions;
}

/** All that can be said of a layer, where it stands included, for keys and screen readers as for the mouse. */
export function LayerFields({ layer, actions }: FieldsProps) {
  const { content } = layer;
  return (
    <div className="layer-fields" data-testid="layer-fields">
      {content.kind === 'title' ? <TitleFields layer={layer} content={content} actions={actions} /> : <WordsFields layer={layer} actions={actions} />}
      <PlaceFields layer={layer} actions={actions} />
      <TimeFields layer={layer} actions={actions} />
    </div>
  );
}

/** Enter in a field of one line would make the film. */
const keepInForm = (event: React.KeyboardEvent): void => {
  if (event.key === 'Enter') event.preventDefault();
};

function WordsFields({ layer: { id, content, lacksPicture }, actions }: FieldsProps) {
  const studio = useStudio();
  const text = useTexts(layerTexts);
  if (content.kind === 'title') return null;
  return (
    <>
      <div className="layer-fields__line">
        <label className="options__field layer-fields__words">
          {content.kind === 'image' ? text.does : text.thing}
          <input
            className="options__input"
            data-testid="layer-prompt"
            lang="en"
            dir="auto"
            autoComplete="off"
            maxLength={LIMITS.promptCharacters.max}
            value={content.prompt}
            placeholder={text.thingExample}
            onChange={({ target }) => actions.fill(id, { ...content, prompt: target.value })}
            onKeyDown={keepInForm}
          />
        </label>
        <button type="button" className="icon-button layer-fields__beside" data-testid="layer-roll" aria-label={text.roll} title={text.roll} onClick={() => actions.fill(id, { ...content, seed: studio.composer.randomSeed() })}>
          <DiceIcon />
        </button>
      </div>
      {lacksPicture === true && <p className="layer-fields__note">{text.lacksPicture}</p>}
      {(content.kind === 'image' || lacksPicture === true) && (
        <PictureButton onFile={(file) => void actions.usePicture(file, id)}>{lacksPicture === true ? text.choosePicture : text.replacePicture}</PictureButton>
      )}
    </>
  );
}

function TitleFields({ layer: { id }, content, actions }: FieldsProps & { readonly content: TitleContent }) {
  const text = useTexts(layerTexts);
  const { colour = 'white', outline } = content;
  const change = (fields: Partial<Record<keyof TitleContent, unknown>>): void => actions.fill(id, pickDefined({ ...content, ...fields }) as TitleContent);
  return (
    <>
      <label className="options__field">
        {text.text}
        <textarea
          className="options__input layer-fields__text"
          data-testid="title-text"
          rows={Math.min(4, content.text.split('\n').length)}
          maxLength={LAYER_LIMITS.titleCharacters.max}
          dir="auto"
          value={content.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <div className="layer-fields__line">
        <label className="options__field">
          {text.titleMotion}
          <select className="options__input" data-testid="title-motion" value={content.animation ?? 'still'} onChange={({ target }) => change({ animation: target.value === 'still' ? undefined : target.value })}>
            {TITLE_MOTIONS.map((motion) => (
              <option key={motion} value={motion}>
                {text.titleMotions[motion]}
              </option>
            ))}
          </select>
        </label>
        <label className="options__field">
          {text.weight}
          <select className="options__input" value={content.weight ?? TITLE_WEIGHT} onChange={({ target }) => change({ weight: Number(target.value) === TITLE_WEIGHT ? undefined : Number(target.value) })}>
            {(['400', '700', '800'] as const).map((weight) => (
              <option key={weight} value={weight}>
                {text.weights[weight]}
              </option>
            ))}
          </select>
        </label>
        <label className="options__field layer-fields__colour">
          {text.colour}
          <input type="color" className="layer-fields__swatch" data-testid="title-colour" value={hex(colour)} onChange={({ target }) => change({ colour: target.value })} />
        </label>
        <label className="options__field">
          {text.outline}
          <select
            className="options__input"
            data-testid="title-outline"
            value={outline === undefined ? 'auto' : outline === 'none' ? 'none' : 'own'}
            onChange={({ target }) => change({ outline: target.value === 'auto' ? undefined : target.value === 'none' ? 'none' : hex(titleColours({ colour }).outline ?? 'black') })}
          >
            {(['auto', 'none', 'own'] as const).map((kind) => (
              <option key={kind} value={kind}>
                {text.outlines[kind]}
              </option>
            ))}
          </select>
        </label>
        {outline !== undefined && outline !== 'none' && (
          <input type="color" className="layer-fields__swatch layer-fields__beside" aria-label={text.outline} value={hex(outline)} onChange={({ target }) => change({ outline: target.value })} />
        )}
      </div>
    </>
  );
}

const PERCENT = 100;

function PlaceFields({ layer: { id, place }, actions }: FieldsProps) {
  const text = useTexts(layerTexts);
  const { centre, size, turn } = LAYER_LIMITS;
  const percent = (label: string, name: 'x' | 'y' | 'size', { min, max }: { readonly min: number; readonly max: number }) => (
    <NumberInput
      label={label}
      value={Math.round(place[name] * PERCENT * 10) / 10}
      min={min * PERCENT}
      max={max * PERCENT}
      step={1}
      testId={`layer-${name}`}
      onChange={(value) => value !== undefined && actions.place(id, { ...place, [name]: value / PERCENT })}
    />
  );
  return (
    <div className="layer-fields__line">
      {percent(text.x, 'x', centre)}
      {percent(text.y, 'y', centre)}
      {percent(text.size, 'size', size)}
      <NumberInput
        label={text.turn}
        value={place.turn ?? 0}
        min={turn.min}
        max={turn.max}
        step={1}
        testId="layer-turn"
        onChange={(value) => {
          const { turn: _, ...rest } = place;
          actions.place(id, { ...rest, ...(value === undefined || value === 0 ? {} : { turn: value }) });
        }}
      />
    </div>
  );
}

const MOTION_STEP = 0.25;

function TimeFields({ layer: { id, content, start, end, motion }, actions }: FieldsProps) {
  const text = useTexts(layerTexts);
  const filmMotion = useStudioState(({ options }) => options.motion ?? 1);
  const takesMotion = useStudioState(({ pack }) => pack?.controls.without.includes('motion') !== true);
  const { max } = LIMITS.seconds;
  return (
    <div className="layer-fields__line">
      <NumberInput label={text.start} value={start} min={0} max={max} step={0.1} placeholder="0" testId="layer-start" onChange={(value) => actions.time(id, { start: value === 0 ? undefined : value, end })} />
      <NumberInput label={text.end} value={end} min={0.1} max={max} step={0.1} placeholder={text.toEnd} testId="layer-end" onChange={(value) => actions.time(id, { start, end: value })} />
      {content.kind !== 'title' && takesMotion && (
        <label className="options__field layer-fields__motion">
          <span>
            {text.motion}: {motion === undefined ? text.motionAsFilm : formatNumber(motion)}
          </span>
          <input
            type="range"
            className="number-field__slider"
            data-testid="layer-motion"
            min={LIMITS.motion.min}
            max={LIMITS.motion.max}
            step={MOTION_STEP}
            value={motion ?? filmMotion}
            onChange={({ target }) => actions.move(id, target.valueAsNumber === filmMotion ? undefined : target.valueAsNumber)}
          />
        </label>
      )}
    </div>
  );
}

/** Opens the dialog of the system for a picture. */
export function PictureButton({ onFile, disabled = false, testId, children }: { readonly onFile: (file: File) => void; readonly disabled?: boolean; readonly testId?: string; readonly children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={PICTURE_FILES}
        className="unseen"
        data-testid={testId === undefined ? undefined : `${testId}-input`}
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <button type="button" className="button layers__add" data-testid={testId} disabled={disabled} onClick={() => input.current?.click()}>
        <PictureIcon />
        {children}
      </button>
    </>
  );
}

/** A colour as an input of the browser takes it. */
const hex = (colour: string): string => ({ white: '#ffffff', black: '#000000' })[colour] ?? colour;
