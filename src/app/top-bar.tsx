import './top-bar.css';
import { useSyncExternalStore } from 'react';
import { LANGUAGES, LANGUAGE_NAMES, chooseLanguage, type Language } from '../i18n/language.js';
import { topBarTexts } from './top-bar-texts.js';
import { useLanguage, useTexts } from '../i18n/use-texts.js';
import { KeysIcon, LockIcon, MoonIcon, SunIcon } from '../ui/icons/icons.js';
import { Mark } from '../ui/mark.js';
import { currentTheme, onThemeChange, toggleTheme } from '../ui/theme.js';

export function TopBar({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const text = useTexts(topBarTexts);
  const theme = useSyncExternalStore(onThemeChange, currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const useOther = other === 'dark' ? text.useDark : text.useLight;
  return (
    <header className="top-bar">
      <h1 className="top-bar__name">
        <Mark size={30} />
        Kinora
      </h1>
      <p className="top-bar__line">{text.line}</p>
      <p className="top-bar__private">
        <LockIcon />
        <span>{text.private}</span>
      </p>
      <div className="top-bar__tools">
        <LanguageField label={text.language} />
        <button
          type="button"
          className="button button--bare button--square top-bar__keys"
          onClick={onShortcuts}
          aria-label={text.shortcuts}
          title={`${text.shortcuts} (?)`}
          data-testid="open-shortcuts"
        >
          <KeysIcon />
        </button>
        <button type="button" className="button button--bare button--square" onClick={toggleTheme} aria-label={useOther} title={useOther} data-testid="theme">
          {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
        </button>
      </div>
    </header>
  );
}

function LanguageField({ label }: { readonly label: string }) {
  const language = useLanguage();
  return (
    <select
      className="top-bar__language"
      data-testid="language"
      aria-label={label}
      title={label}
      value={language}
      onChange={(event) => chooseLanguage(event.target.value as Language)}
    >
      {LANGUAGES.map((name) => (
        <option key={name} value={name} lang={name}>
          {LANGUAGE_NAMES[name]}
        </option>
      ))}
    </select>
  );
}
