import './after-film-fields.css';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/use-texts.js';
import { canSaveToFolder } from '../../platform/film-folder.js';
import { canNotify, notifies, setNotifies } from '../../platform/notifications.js';
import { afterFilmTexts } from './after-film-texts.js';
import { PATTERN_CHARACTERS, PATTERN_PARTS, unknownParts } from './film-name-pattern.js';
import { folderSaver } from './when-done.js';

/** What is to happen when a film is done, as far as this browser can do it. */
export function AfterFilmFields() {
  const text = useTexts(afterFilmTexts);
  if (!canNotify() && !canSaveToFolder()) return null;
  return (
    <fieldset className="after-film">
      <legend className="after-film__title">{text.title}</legend>
      {canNotify() && <NotifyField />}
      {canSaveToFolder() && <FolderField />}
    </fieldset>
  );
}

function NotifyField() {
  const text = useTexts(afterFilmTexts);
  const [on, setOn] = useState(notifies);
  const [refused, setRefused] = useState(false);
  const change = async (wanted: boolean): Promise<void> => {
    const allowed = await setNotifies(wanted);
    setOn(allowed);
    setRefused(wanted && !allowed);
  };
  return (
    <>
      <label className="after-film__switch">
        <input type="checkbox" data-testid="tell-when-done" checked={on} onChange={({ target }) => void change(target.checked)} />
        {text.tell}
      </label>
      <p className="after-film__note" role="status">
        {refused && text.tellRefused}
      </p>
    </>
  );
}

function FolderField() {
  const text = useTexts(afterFilmTexts);
  const { folder, allowed, pattern, saved, failed } = useStore(folderSaver.store);
  if (folder === null) {
    return (
      <button type="button" className="button after-film__button" data-testid="choose-folder" onClick={() => void folderSaver.choose()}>
        {text.toFolder}
      </button>
    );
  }
  const [unknown] = unknownParts(pattern);
  return (
    <>
      <p>{text.folder(folder.name)}</p>
      <div className="after-film__row">
        {!allowed && (
          <button type="button" className="button button--lamp after-film__button" title={text.allowHint} onClick={() => void folderSaver.allow()}>
            {text.allow}
          </button>
        )}
        <button type="button" className="button after-film__button" onClick={() => void folderSaver.stop()}>
          {text.stop}
        </button>
        <label className="options__field after-film__pattern">
          {text.pattern}
          <input
            className="options__input"
            value={pattern}
            maxLength={PATTERN_CHARACTERS}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="file-name-hint"
            aria-invalid={unknown !== undefined}
            onChange={({ target }) => folderSaver.setPattern(target.value)}
          />
        </label>
      </div>
      <p id="file-name-hint" className="after-film__note">
        {unknown === undefined ? text.patternHint(PATTERN_PARTS.map((part) => `{${part}}`).join(', ')) : text.unknownPart(unknown)}
      </p>
      <p className="after-film__note" role="status">
        {failed ? text.notSaved : saved !== null && text.saved(saved)}
      </p>
    </>
  );
}
