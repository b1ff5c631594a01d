import '../ui/dialog.css';
import { useEffect, useRef, useState } from 'react';
import { shortcutTexts } from './shortcut-texts.js';
import { useTexts } from '../i18n/use-texts.js';
import { CrossIcon } from '../ui/icons.js';
import { allowSingleKeys, singleKeysAllowed } from '../platform/single-keys.js';

const KEYS = {
  generate: ['Ctrl ⌘', 'Enter'],
  cancel: ['Esc', 'Esc'],
  pause: ['P'],
  prompt: ['/'],
  surprise: ['S'],
  roll: ['R'],
  frames: ['F'],
  scene: ['N'],
  move: ['Alt', '← →'],
  loop: ['L'],
  play: ['␣'],
  step: ['← →'],
  theme: ['T'],
  sheet: ['?'],
} as const;

/** All keys at a glance; a modal dialog, so that the browser keeps the focus inside and gives it back. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useTexts(shortcutTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const [single, setSingle] = useState(singleKeysAllowed);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="sheet-title"
      data-testid="shortcuts"
      onClose={onClose}
      onClick={(event) => {
        // The backdrop belongs to the dialog; what it holds does not.
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet__body">
        <div className="sheet__head">
          <h2 id="sheet-title">{text.title}</h2>
          <button type="button" className="icon-button" aria-label={text.close} title={text.close} onClick={onClose}>
            <CrossIcon />
          </button>
        </div>
        <dl className="sheet__keys">
          {Object.entries(KEYS).map(([name, keys]) => (
            <div key={name}>
              <dt>{text.keys[name as keyof typeof KEYS]}</dt>
              <dd>
                {keys.map((key, index) => (
                  <kbd key={index}>{key}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <label className="sheet__single">
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
            <span className="sheet__hint">{text.singleHint}</span>
          </span>
        </label>
      </div>
    </dialog>
  );
}
