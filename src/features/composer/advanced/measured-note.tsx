import { CLEARLY_FASTER, hasTwoBackends, timesFaster } from '../../../../contract/backends/measured-backends.js';
import { measuredSeconds } from '../../models/model-slice.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatNumber } from '../../../ui/format.js';
import { advancedTexts } from './advanced-texts.js';

/** What was measured of GPU and CPU, and a way to measure it again; nothing where there is only one of them. */
export function MeasuredNote() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const seconds = useStudioState(measuredSeconds);
  const hasChoice = useStudioState(({ capabilities, pack }) => pack !== null && capabilities !== null && hasTwoBackends(capabilities));
  const measuring = useStudioState((state) => state.measuring !== null);
  const busy = useStudioState((state) => state.job !== null);
  if (!hasChoice) return null;
  const faster = seconds !== null && seconds.wasm < seconds.webgpu ? 'wasm' : 'webgpu';
  const times = seconds === null ? null : timesFaster(seconds, faster);
  const told = times === null ? text.notMeasured : times < CLEARLY_FASTER ? text.measuredEqual : text.measured(faster, formatNumber(times, 1));
  return (
    <p className="measured" data-testid="measured">
      {told}{' '}
      <button type="button" className="measured__again" data-testid="measure" disabled={busy || measuring} onClick={studio.model.measureAgain}>
        {measuring ? text.measuring : times === null ? text.measure : text.measureAgain}
      </button>
    </p>
  );
}
