import '../../ui/number-fields.css';
import { findSeedFault } from '../../../contract/request/check-values.js';
import { parseWhole } from './settings/generation-settings.js';
import { useStudio, useStudioState } from '../../store/use-studio.js';
import { composerTexts } from './composer-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { DiceIcon } from '../../ui/icons/icons.js';

/** The same seed and words give the same film on the same backend and number of threads; another seed gives another take. */
export function SeedField() {
  const studio = useStudio();
  const words = useTexts(composerTexts);
  const text = useStudioState((state) => state.seedText);
  return (
    <div className="number-field">
      <label htmlFor="seed" title={words.seedHint}>
        {words.seed}
      </label>
      <span className="number-field__box">
        <input
          id="seed"
          data-testid="seed"
          className="number-field__input"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={findSeedFault(parseWhole(text)) !== null}
          onChange={(event) => studio.composer.setSeed(event.target.value)}
          onBlur={studio.composer.settleNumbers}
        />
        <button type="button" className="number-field__dice" onClick={studio.composer.rollSeed} aria-label={words.roll} title={words.roll} data-testid="roll-seed">
          <DiceIcon />
        </button>
      </span>
    </div>
  );
}
