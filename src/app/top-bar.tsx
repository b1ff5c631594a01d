import './top-bar.css';
import { useState } from 'react';
import { LockIcon, MoonIcon, SunIcon } from './icons.js';
import { Mark } from './mark.js';
import { chooseTheme, currentTheme } from './theme.js';

export function TopBar() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const toggle = (): void => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <header className="top-bar">
      <h1 className="top-bar__name">
        <Mark size={30} />
        Kinora
      </h1>
      <p className="top-bar__line">A film studio in this tab</p>
      <p className="top-bar__private">
        <LockIcon />
        <span>Nothing is uploaded</span>
      </p>
      <button type="button" className="button button--bare button--square" onClick={toggle} aria-label={`Use ${other} colours`} title={`Use ${other} colours`} data-testid="theme">
        {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
      </button>
    </header>
  );
}
