import { useState } from 'react';
import { findSizeFault } from '../../../../contract/check-request.js';
import { FRAME_RATES } from '../../../../contract/names.js';
import { LIMITS, type FilmSize } from '../../../../contract/request/request.js';
import { parseWhole } from '../settings/generation-settings.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { advancedTexts } from './advanced-texts.js';

/** Shapes that places ask for, in pixels that suit what the models draw. */
const SHAPES = {
  square: { width: 512, height: 512 },
  large: { width: 1080, height: 1080 },
  landscape: { width: 912, height: 512 },
  wide: { width: 1080, height: 608 },
  portrait: { width: 512, height: 912 },
  tall: { width: 608, height: 1080 },
  photo: { width: 680, height: 512 },
  post: { width: 864, height: 1080 },
} as const satisfies Readonly<Record<string, FilmSize>>;
export type FilmShape = keyof typeof SHAPES;

const NAMES = Object.keys(SHAPES) as readonly FilmShape[];
const OWN = 'own';

const sameSize = (a: FilmSize | undefined, b: FilmSize): boolean => a?.width === b.width && a.height === b.height;

/** Width and height of the film: those of the model, a usual shape, or any. */
export function SizeField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const size = useStudioState((state) => state.options.size);
  const frame = useStudioState(({ pack }) => pack?.frame);
  const known = size === undefined ? '' : (NAMES.find((name) => sameSize(size, SHAPES[name])) ?? OWN);
  const [own, setOwn] = useState(false);
  const shown = own ? OWN : known;
  const choose = (value: string): void => {
    setOwn(value === OWN);
    if (value === OWN) return;
    studio.composer.setOption('size', NAMES.includes(value as FilmShape) ? SHAPES[value as FilmShape] : undefined);
  };
  return (
    <>
      <label className="options__field">
        {text.size}
        <select className="options__input" data-testid="film-size" value={shown} onChange={({ target }) => choose(target.value)}>
          <option value="">{frame === undefined ? text.sizeUsual : `${text.sizeUsual}: ${frame.width} × ${frame.height}`}</option>
          {NAMES.map((name) => (
            <option key={name} value={name}>
              {`${text.shapes[name]}: ${SHAPES[name].width} × ${SHAPES[name].height}`}
            </option>
          ))}
          <option value={OWN}>{text.sizeOwn}</option>
        </select>
      </label>
      {shown === OWN && <OwnSize />}
    </>
  );
}

/** Two numbers; both take effect as soon as they make a size. */
function OwnSize() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const [typed, setTyped] = useState(() => {
    const { options, pack } = studio.store.getState();
    const { width, height } = options.size ?? pack?.frame ?? SHAPES.square;
    return { width: String(width), height: String(height) };
  });
  const faulty = findSizeFault({ width: parseWhole(typed.width), height: parseWhole(typed.height) }) !== null;
  const type = (change: Partial<typeof typed>): void => {
    const next = { ...typed, ...change };
    setTyped(next);
    // What is no size is told when the film is asked for, as any other fault.
    studio.composer.setOption('size', { width: parseWhole(next.width), height: parseWhole(next.height) });
  };
  return (
    <div className="options__pair">
      {(['width', 'height'] as const).map((side) => (
        <label key={side} className="options__field">
          {text[side]}
          <input
            className="options__input"
            data-testid={`film-${side}`}
            inputMode="numeric"
            autoComplete="off"
            value={typed[side]}
            aria-invalid={faulty}
            title={text.sizeHint(LIMITS.frameSide.min, LIMITS.frameSide.max)}
            onChange={({ target }) => type({ [side]: target.value })}
          />
        </label>
      ))}
    </div>
  );
}

export function RateField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const fps = useStudioState((state) => state.options.fps);
  const usual = useStudioState(({ pack }) => pack?.frame.fps);
  return (
    <label className="options__field">
      {text.rate}
      <select
        className="options__input"
        data-testid="film-fps"
        value={fps ?? ''}
        onChange={({ target: { value } }) => studio.composer.setOption('fps', FRAME_RATES.find((rate) => String(rate) === value))}
      >
        <option value="">{usual === undefined ? text.sizeUsual : `${text.sizeUsual}: ${usual}`}</option>
        {FRAME_RATES.map((rate) => (
          <option key={rate} value={rate}>
            {rate}
          </option>
        ))}
      </select>
    </label>
  );
}
