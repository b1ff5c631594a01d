import './background-choice.css';
import type { InputSlot } from './chosen-inputs.js';
import { useStudio } from '../../../store/use-studio.js';
import { composerTexts } from '../composer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';

const SWATCHES = { white: '#ffffff', black: '#000000' } as const;

/** What stands behind the transparent parts of a picture or a video; the thumbnail beside it shows what becomes of it. */
export function BackgroundChoice({ slot, background }: { readonly slot: InputSlot; readonly background: string }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const choose = (colour: string): void => studio.inputs.setBackground(slot, colour);
  const own = !Object.values<string>(SWATCHES).includes(background);
  return (
    <span className="background-choice" role="group" aria-label={text.background} title={text.background} data-testid={`background-${slot}`}>
      {(['white', 'black'] as const).map((name) => (
        <button
          key={name}
          type="button"
          className={`background-choice__swatch background-choice__swatch--${name}`}
          aria-label={text.backgrounds[name]}
          aria-pressed={background === SWATCHES[name]}
          title={text.backgrounds[name]}
          data-testid={`background-${name}`}
          onClick={() => choose(SWATCHES[name])}
        />
      ))}
      <input
        type="color"
        className={`background-choice__swatch background-choice__own${own ? ' background-choice__own--on' : ''}`}
        aria-label={text.backgrounds.own}
        title={text.backgrounds.own}
        data-testid="background-own"
        value={background}
        onChange={(event) => choose(event.target.value)}
      />
    </span>
  );
}
