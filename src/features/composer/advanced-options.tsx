import './advanced-options.css';
import { useRef, useState } from 'react';
import { LIMITS } from '../../../contract/request/request.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { optionTexts } from './option-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { FlagIcon, LayersIcon, LoopIcon, TransparentIcon } from '../../ui/icons/icons.js';
import { PICTURE_FILES } from './inputs/picture-files.js';
import { formatNumber } from '../../ui/format.js';
import { lazyPart } from '../../ui/lazy-part.js';

const AdvancedFields = lazyPart(async () => (await import('./advanced/advanced-fields.js')).AdvancedFields);
const ChosenEnd = lazyPart(async () => (await import('./inputs/chosen-end.js')).ChosenEnd);

/** Between neighbouring strengths the eye sees no difference. */
const MOTION_STEP = 0.25;
/** The strength that the model was trained on. */
const USUAL_MOTION = 1;

/** What else a person may decide, most of it folded away. */
export function AdvancedOptions() {
  const text = useTexts(optionTexts);
  const can = useStudioState(({ pack }) => pack?.controls);
  const [unfolded, setUnfolded] = useState(false);
  return (
    <div className="options">
      <div className="options__row">
        {can?.without.includes('motion') !== true && <MotionField />}
        {can?.loop !== false && <LoopField />}
        {can?.endPicture !== false && <EndPictureField />}
        <LayersField />
        <TransparentField taken={can?.without.includes('transparent') !== true} />
      </div>
      <details className="options__advanced" data-testid="advanced" onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
        <summary>{text.advanced}</summary>
        {unfolded && <AdvancedFields />}
      </details>
    </div>
  );
}

function MotionField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const motion = useStudioState((state) => state.options.motion ?? USUAL_MOTION);
  const { min, max } = LIMITS.motion;
  return (
    <div className="number-field options__motion" title={text.motionHint}>
      <label htmlFor="motion">{text.motion}</label>
      <input
        id="motion"
        type="range"
        className="number-field__slider"
        data-testid="motion"
        min={min}
        max={max}
        step={MOTION_STEP}
        value={motion}
        aria-valuetext={text.motionOf(formatNumber(motion))}
        onChange={({ target }) => studio.composer.setOption('motion', target.valueAsNumber === USUAL_MOTION ? undefined : target.valueAsNumber)}
      />
      <output className="options__strength" htmlFor="motion">
        {motion === USUAL_MOTION ? text.usual : motion < USUAL_MOTION ? text.calm : text.lively}
      </output>
    </div>
  );
}

function LoopField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const loop = useStudioState((state) => state.loop);
  return (
    <button type="button" className="toggle" data-testid="loop" aria-pressed={loop} title={text.loopHint} onClick={() => studio.composer.setLoop(!loop)}>
      <LoopIcon />
      {text.loop}
    </button>
  );
}

/** The last of its row: where the model does not take it, its room stays, so that nothing moves when the model is known. */
function TransparentField({ taken }: { readonly taken: boolean }) {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const transparent = useStudioState((state) => state.options.transparent === true);
  return (
    <button
      type="button"
      className={taken ? 'toggle' : 'toggle options__room'}
      data-testid="transparent"
      aria-pressed={transparent}
      title={text.transparentHint}
      onClick={() => studio.composer.setOption('transparent', transparent ? undefined : true)}
    >
      <TransparentIcon />
      {text.transparent}
    </button>
  );
}

/** Every model's films take titles. */
function LayersField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const arranging = useStudioState((state) => state.arranging);
  const count = useStudioState(({ layers }) => layers.length);
  return (
    <button type="button" className="toggle" data-testid="layers" aria-pressed={arranging} title={text.layersHint} onClick={() => studio.store.setState({ arranging: !arranging })}>
      <LayersIcon />
      {text.layers(count)}
    </button>
  );
}

function EndPictureField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const picture = useStudioState((state) => state.endPicture);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={PICTURE_FILES}
        className="unseen"
        data-testid="end-image-input"
        aria-label={text.endPicture}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void studio.inputs.chooseEndPicture(file);
        }}
      />
      {picture === null ? (
        <button type="button" className="toggle" title={text.endsWithHint} onClick={() => input.current?.click()}>
          <FlagIcon />
          {text.endsWith}
        </button>
      ) : (
        <ChosenEnd picture={picture} />
      )}
    </>
  );
}
