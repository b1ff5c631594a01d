import './prompt-palette.css';
import { useState } from 'react';
import { chipLabel, type PartKind } from './prompt-parts.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { usePart } from './use-part.js';
import { composerTexts } from '../composer-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';

const ROWS: readonly { readonly kind: PartKind; readonly shown: number }[] = [
  { kind: 'objects', shown: 13 },
  { kind: 'motions', shown: 9 },
  { kind: 'backgrounds', shown: 10 },
  { kind: 'cameras', shown: 9 },
];

/** More words than this are not looked through, but searched. */
const SEARCHED = 40;

/** The model's own words, a click away: each puts its part into the prompt, or takes the place of the one there. */
export function PromptPalette() {
  const known = useStudioState(({ pack }) => pack !== null && ROWS.some(({ kind }) => pack.vocabulary[kind].length > 0));
  const text = useTexts(composerTexts);
  if (!known) return null;
  return (
    <div className="palette" role="group" aria-label={text.palette}>
      {ROWS.map(({ kind, shown }) => (
        <Row key={kind} kind={kind} shown={shown} />
      ))}
    </div>
  );
}

function Row({ kind, shown }: { readonly kind: PartKind; readonly shown: number }) {
  const studio = useStudio();
  const text = useTexts(composerTexts);
  const terms = useStudioState(({ pack }) => pack?.vocabulary[kind]);
  const present = usePart(kind);
  const [all, setAll] = useState(false);
  const [sought, setSought] = useState('');
  if (terms === undefined || terms.length === 0) return null;
  const isSearched = all && terms.length > SEARCHED;
  const visible = all ? terms.filter((term) => term.includes(sought.trim().toLowerCase())) : terms.filter((term, place) => place < shown || term === present);
  const labelId = `kit-${kind}`;
  const toggle = (): void => {
    setAll(!all);
    setSought('');
  };
  return (
    <div className="palette__row" role="group" aria-labelledby={labelId}>
      <div className="palette__head">
        <h2 className="palette__label" id={labelId}>
          {text.parts[kind]}
        </h2>
        {terms.length > shown && (
          <button type="button" className="palette__more" aria-expanded={all} aria-describedby={labelId} onClick={toggle}>
            {all ? text.fewer : text.more(terms.length - visible.length)}
          </button>
        )}
      </div>
      <div className={all ? 'palette__chips palette__chips--all' : 'palette__chips'}>
        {isSearched && (
          <input
            type="search"
            className="palette__find"
            dir="auto"
            aria-labelledby={labelId}
            placeholder={text.find(terms.length)}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        )}
        {isSearched && visible.length === 0 && <p className="palette__none">{text.noneFound}</p>}
        {visible.map((term) => (
          <button
            key={term}
            type="button"
            className="chip"
            lang="en"
            data-testid="chip"
            data-kind={kind}
            aria-pressed={term === present}
            onClick={() => studio.prompt.togglePart(kind, term)}
          >
            {kind === 'backgrounds' && <Swatch name={chipLabel(kind, term)} />}
            {chipLabel(kind, term)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** A dot of the colour, for backgrounds that are named like one. */
function Swatch({ name }: { readonly name: string }) {
  const color = name.replace(/\s/g, '');
  return CSS.supports('color', color) ? <span className="chip__swatch" style={{ backgroundColor: color }} /> : null;
}
