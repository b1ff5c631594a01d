import { useState } from 'react';
import { useStore } from 'zustand';
import { useStudio } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { readStored, writeStored } from '../../../platform/stored-text.js';
import { CrossIcon } from '../../../ui/icons/icons.js';
import { Presets, PRESET_NAME_CHARACTERS } from '../memory/presets.js';
import { advancedTexts } from './advanced-texts.js';

const KEY = 'kinora-presets';
const presets = new Presets(readStored(KEY), (text) => writeStored(KEY, text));

/** Named sets of options: choose one, keep those of the form, delete one. */
export function PresetField() {
  const studio = useStudio();
  const text = useTexts(advancedTexts);
  const known = useStore(presets.store);
  const [chosenId, setChosenId] = useState('');
  const [name, setName] = useState('');
  const chosen = known.find(({ id }) => id === chosenId);
  const save = (): void => {
    if (name.trim() === '') return;
    setChosenId(presets.save(name, studio.store.getState()).id);
    studio.announce(text.presetSaved(name.trim()));
    setName('');
  };
  return (
    <div className="presets" role="group" aria-label={text.presets} data-testid="presets">
      {known.length > 0 && (
        <div className="presets__choice">
          <label className="options__field presets__grows">
            {text.preset}
            <select
              className="options__input"
              data-testid="preset"
              value={chosen?.id ?? ''}
              onChange={({ target }) => {
                setChosenId(target.value);
                const preset = known.find(({ id }) => id === target.value);
                if (preset !== undefined) studio.composer.usePreset(preset);
              }}
            >
              <option value="">{text.presetNone}</option>
              {known.map((preset) => (
                <option key={preset.id} value={preset.id}>
                  {preset.name}
                </option>
              ))}
            </select>
          </label>
          {chosen !== undefined && (
            <button
              type="button"
              className="icon-button"
              data-testid="preset-delete"
              aria-label={text.presetDelete(chosen.name)}
              title={text.presetDelete(chosen.name)}
              onClick={() => presets.remove(chosen.id)}
            >
              <CrossIcon />
            </button>
          )}
        </div>
      )}
      <div className="presets__choice">
        <label className="options__field presets__grows">
          {text.presetName}
          <input
            className="options__input"
            data-testid="preset-name"
            value={name}
            maxLength={PRESET_NAME_CHARACTERS}
            autoComplete="off"
            placeholder={text.presetExample}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={(event) => {
              // Enter would make the film.
              if (event.key !== 'Enter') return;
              event.preventDefault();
              save();
            }}
          />
        </label>
        <button type="button" className="button presets__save" data-testid="preset-save" disabled={name.trim() === ''} onClick={save}>
          {text.presetSave}
        </button>
      </div>
    </div>
  );
}
