import './shortcuts-dialog.css';
import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.js';
import { allowSingleKeys, singleKeysAllowed } from '../../platform/single-keys.js';
import { Dialog } from '../../ui/dialog.js';
import { SHORTCUTS, type ShortcutName } from './shortcut-table.js';
import { shortcutTexts } from './shortcut-texts.js';

const NAMES = Object.keys(SHORTCUTS) as readonly ShortcutName[];

/** Lists all shortcuts. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useTexts(shortcutTexts);
  const [single, setSingle] = useState(singleKeysAllowed);
  return (
    <Dialog title={text.title} closeLabel={text.close} testId="shortcuts" onClose={onClose}>
      <dl className="shortcuts__keys">
        {NAMES.map((name) => (
          <div key={name}>
            <dt>{text.keys[name]}</dt>
            <dd>
              {SHORTCUTS[name].keys.map((key, index) => (
                <kbd key={index}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="shortcuts__single">
        <input
          type="checkbox"
          checked={single}
          onChange={(event) => {
            allowSingleKeys(event.target.checked);
            setSingle(event.target.checked);
          }}
        />
        <span>
          {text.single}
          <span className="shortcuts__hint">{text.singleHint}</span>
        </span>
      </label>
    </Dialog>
  );
}
