import { CLEARLY_FASTER, timesFaster } from '../../../../contract/backends/measured-backends.js';
import { measuredHere } from '../../models/model-slice.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatNumber } from '../../../ui/format.js';
import { advancedTexts } from './advanced-texts.js';

/** What was measured of GPU and CPU, and a way to measure it again; nothing where there is only one of them. */
export function MeasuredNote() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const here = useStudioState(measuredHere);
  const measuring = useStudioState((state) => state.measuring !== null);
  const busy = useStudioState((state) => state.job !== null);
  if (here === null) return null;
  const seconds = here === 'unknown' ? null : here.seconds;
  const faster = seconds !== null && seconds.wasm < seconds.webgpu ? 'wasm' : 'webgpu';
  const times = seconds === null ? null : timesFaster(seconds, faster);
  const told = times === null ? (here === 'unknown' ? text.notMeasured : text.measuringFailed) : times < CLEARLY_FASTER ? text.measuredEqual : text.measured(faster, formatNumber(times, 1));
  return (
    <p className="measured" data-testid="measured">
      {told}{' '}
      <button type="button" className="measured__again" data-testid="measure" disabled={busy || measuring} onClick={studio.model.measureAgain}>
        {measuring ? text.measuring : times === null ? text.measure : text.measureAgain}
      </button>
    </p>
  );
}
