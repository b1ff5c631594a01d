import { useId, useRef, useState, type SyntheticEvent } from 'react';
import { useModels, useModelsState } from '../use-models.js';
import { modelTexts } from '../model-texts.js';
import { dialogTexts } from './dialog-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { FetchBar } from '../fetch-bar.js';

/** Brings a model from an address or from a folder. */
export function AddModel() {
  const models = useModels();
  const text = useTexts(dialogTexts);
  const { working } = useTexts(modelTexts);
  const busy = useModelsState((state) => state?.busy ?? false);
  const copying = useModelsState((state) => state?.fetching['']);
  const [address, setAddress] = useState('');
  const folder = useRef<HTMLInputElement>(null);
  const id = useId();
  if (models === null) return null;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void models.look(address);
  };
  return (
    <form className="add-model" onSubmit={submit}>
      <h3 className="models__subtitle">{text.addTitle}</h3>
      <label className="unseen" htmlFor={id}>
        {text.address}
      </label>
      <div className="add-model__line">
        <input
          id={id}
          className="add-model__address"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={text.addressHint}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          data-testid="model-address"
        />
        <button type="submit" className="button" disabled={busy || address.trim() === ''} data-testid="model-look">
          {busy ? working : text.look}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => folder.current?.click()}>
          {text.folder}
        </button>
        <input
          ref={(input) => {
            folder.current = input;
            // React does not support this attribute without a value.
            input?.setAttribute('webkitdirectory', '');
          }}
          className="unseen"
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden="true"
          data-testid="model-folder"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
            event.target.value = '';
            if (files.length > 0) void models.addFolder(files);
          }}
        />
      </div>
      {copying !== undefined && <FetchBar label={text.folder} {...copying} />}
    </form>
  );
}
