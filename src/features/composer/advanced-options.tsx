import './advanced-options.css';
import { useRef } from 'react';
import { BACKENDS, VIDEO_CODECS, type BackendName } from '../../../contract/names.js';
import { LIMITS } from '../../../contract/request/request.js';
import { findStepsFault } from '../../../contract/request/check-values.js';
import { parseWhole } from './settings/generation-settings.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { useObjectUrl } from '../../ui/use-object-url.js';
import { isolated } from '../../i18n/isolated-text.js';
import { optionTexts } from './option-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { BackgroundChoice } from './inputs/background-choice.js';
import { CrossIcon, FlagIcon, LoopIcon, TransparentIcon } from '../../ui/icons.js';
import { PICTURE_FILES } from './inputs/picture-files.js';
import { CODEC_NAMES, formatNumber } from '../../ui/format.js';

/** Between neighbouring strengths the eye sees no difference. */
const MOTION_STEP = 0.25;
/** The strength that the model was trained on. */
const USUAL_MOTION = 1;

/** What else a person may decide, most of it folded away. */
export function AdvancedOptions() {
  const text = useTexts(optionTexts);
  const can = useStudioState(({ pack }) => pack?.controls);
  return (
    <div className="options">
      <div className="options__row">
        {can?.without.includes('motion') !== true && <MotionField />}
        {can?.loop !== false && <LoopField />}
        {can?.endPicture !== false && <EndPictureField />}
        <TransparentField taken={can?.without.includes('transparent') !== true} />
      </div>
      <details className="options__advanced" data-testid="advanced">
        <summary>{text.advanced}</summary>
        <div className="options__fields">
          {can?.without.includes('steps') !== true && <StepsField />}
          <FormatField />
          <BackendField />
        </div>
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

function EndPictureField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const picture = useStudioState((state) => state.endPicture);
  const url = useObjectUrl(picture?.preview ?? picture?.blob ?? null);
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
        <span className="toggle toggle--on" data-testid="end-image-preview">
          {url !== null && <img className="options__end" src={url} alt={`${text.endPicture}: ${isolated(picture.name)}`} style={{ backgroundColor: picture.background }} />}
          {text.endsWith}
          {picture.background !== undefined && <BackgroundChoice slot="endPicture" background={picture.background} />}
          <button type="button" className="toggle__remove" aria-label={text.removeEnd} title={text.removeEnd} onClick={() => studio.inputs.remove('endPicture')}>
            <CrossIcon />
          </button>
        </span>
      )}
    </>
  );
}

function StepsField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const steps = useStudioState((state) => state.stepsText);
  const faulty = steps.trim() !== '' && findStepsFault(parseWhole(steps)) !== null;
  return (
    <label className="options__field" title={text.stepsHint}>
      {text.steps}
      <input
        className="options__input"
        data-testid="steps"
        inputMode="numeric"
        autoComplete="off"
        placeholder={text.stepsUsual}
        value={steps}
        aria-invalid={faulty}
        onChange={(event) => studio.composer.setSteps(event.target.value)}
        onBlur={studio.composer.settleNumbers}
      />
    </label>
  );
}

function FormatField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const format = useStudioState((state) => state.options.format);
  const codecs = useStudioState((state) => state.capabilities?.codecs);
  return (
    <label className="options__field">
      {text.format}
      <select
        className="options__input"
        data-testid="format"
        value={format ?? ''}
        onChange={({ target: { value } }) => studio.composer.setOption('format', VIDEO_CODECS.find((name) => name === value))}
      >
        <option value="">{text.formatAny}</option>
        {codecs?.map((codec) => (
          <option key={codec} value={codec}>
            {CODEC_NAMES[codec]}
          </option>
        ))}
      </select>
    </label>
  );
}

function BackendField() {
  const studio = useStudio();
  const text = useTexts(optionTexts);
  const chosen = useStudioState((state) => state.load.backend);
  const capabilities = useStudioState((state) => state.capabilities);
  const busy = useStudioState((state) => state.job !== null);
  const names = { webgpu: text.gpu, wasm: text.cpu };
  return (
    <label className="options__field">
      {text.backend}
      <select
        className="options__input"
        data-testid="backend"
        value={chosen ?? ''}
        // The model in memory is the one of the film that is being made.
        disabled={busy}
        onChange={({ target: { value } }) => void studio.model.chooseBackend(value === '' ? null : (value as BackendName))}
      >
        <option value="">{text.backendAny(names[capabilities?.backend ?? 'wasm'])}</option>
        {BACKENDS.filter((name) => name === 'wasm' || capabilities?.webgpu).map((name) => (
          <option key={name} value={name}>
            {names[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
