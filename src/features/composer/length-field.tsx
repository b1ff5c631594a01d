import '../../ui/number-fields.css';
import { findSecondsFault } from '../../../contract/check-request.js';
import { parseSeconds } from './settings/generation-settings.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { composerTexts } from './composer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';

/** Where the slider rests, in seconds: fine steps where they matter, the rest is typed. */
const STOPS = [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60, 90, 120] as const;

export function LengthField() {
  const studio = useStudio();
  const words = useTexts(composerTexts);
  const text = useStudioState((state) => state.secondsText);
  const seconds = parseSeconds(text);
  const nearest = STOPS.reduce((best, stop, index) => {
    return Math.abs(stop - seconds) < Math.abs((STOPS[best] ?? 0) - seconds) ? index : best;
  }, 0);
  return (
    <div className="number-field number-field--grows">
      <label htmlFor="seconds">{words.length}</label>
      <input
        type="range"
        className="number-field__slider"
        aria-label={words.length}
        min={0}
        max={STOPS.length - 1}
        step={1}
        value={nearest}
        aria-valuetext={words.secondsOf(String(STOPS[nearest] ?? 0))}
        onChange={(event) => studio.scenes.setSeconds(String(STOPS[event.target.valueAsNumber] ?? text))}
      />
      <span className="number-field__box">
        <input
          id="seconds"
          data-testid="seconds"
          className="number-field__input number-field__input--short"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-invalid={findSecondsFault(seconds) !== null}
          aria-describedby="seconds-unit"
          onChange={(event) => studio.scenes.setSeconds(event.target.value)}
          onBlur={studio.composer.settleNumbers}
        />
        <span id="seconds-unit" className="number-field__unit">
          <span aria-hidden="true">s</span>
          <span className="unseen">{words.seconds}</span>
        </span>
      </span>
    </div>
  );
}
