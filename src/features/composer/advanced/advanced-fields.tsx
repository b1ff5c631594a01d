import './advanced-fields.css';
import { BACKENDS, VIDEO_CODECS, type BackendName } from '../../../../contract/names.js';
import { findStepsFault } from '../../../../contract/request/check-values.js';
import { USUAL_OPTIONS } from '../../../../contract/request/request.js';
import { parseWhole } from '../settings/generation-settings.js';
import { backendUnchosen } from '../../models/model-slice.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CODEC_NAMES } from '../../../ui/format.js';
import { AfterFilmFields } from '../../after-film/after-film-fields.js';
import { advancedTexts } from './advanced-texts.js';
import { MeasuredNote } from './measured-note.js';
import { PresetField } from './preset-field.js';
import { RateField, SizeField } from './size-fields.js';

/** What few people decide about a film. */
export function AdvancedFields() {
  const can = useStudioState(({ pack }) => pack?.controls);
  return (
    <>
      <div className="options__fields">
        {can?.without.includes('steps') !== true && <StepsField />}
        <FormatField />
        <BackendField />
        {can?.without.includes('size') !== true && <SizeField />}
        {can?.without.includes('fps') !== true && <RateField />}
      </div>
      <MeasuredNote />
      {can?.layers !== false && <ShadowsField />}
      <PresetField />
      <AfterFilmFields />
    </>
  );
}

function StepsField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
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

function ShadowsField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const shadows = useStudioState(({ options }) => options.shadows ?? USUAL_OPTIONS.shadows);
  return (
    <label className="options__switch" title={text.shadowsHint}>
      <input type="checkbox" data-testid="shadows" checked={shadows} onChange={({ target }) => studio.composer.setOption('shadows', target.checked === USUAL_OPTIONS.shadows ? undefined : target.checked)} />
      {text.shadows}
    </label>
  );
}

function FormatField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
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
  const text = useTexts(advancedTexts);
  const chosen = useStudioState((state) => state.load.backend);
  const capabilities = useStudioState((state) => state.capabilities);
  const usual = useStudioState(backendUnchosen);
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
        <option value="">{text.backendAny(names[usual ?? 'wasm'])}</option>
        {BACKENDS.filter((name) => name === 'wasm' || capabilities?.webgpu).map((name) => (
          <option key={name} value={name}>
            {names[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
