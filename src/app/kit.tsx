import './kit.css';
import { useState } from 'react';
import { chipLabel, type PartKind } from '../state/prompt-parts.js';
import { usePart, useStudio, useStudioState } from '../state/use-studio.js';

const ROWS: readonly { readonly kind: PartKind; readonly label: string; readonly shown: number }[] = [
  { kind: 'objects', label: 'Who', shown: 13 },
  { kind: 'motions', label: 'Does what', shown: 9 },
  { kind: 'backgrounds', label: 'Where', shown: 10 },
  { kind: 'cameras', label: 'Camera', shown: 9 },
];

/** The model's own words, a click away: each puts its part into the prompt, or takes the place of the one there. */
export function Kit() {
  const known = useStudioState(({ pack }) => pack !== null);
  if (!known) return null;
  return (
    <div className="kit" role="group" aria-label="Build the prompt from words that the model knows">
      {ROWS.map(({ kind, label, shown }) => (
        <Row key={kind} kind={kind} label={label} shown={shown} />
      ))}
    </div>
  );
}

function Row({ kind, label, shown }: { readonly kind: PartKind; readonly label: string; readonly shown: number }) {
  const studio = useStudio();
  const terms = useStudioState(({ pack }) => pack?.vocabulary[kind]);
  const present = usePart(kind);
  const [all, setAll] = useState(false);
  if (terms === undefined || terms.length === 0) return null;
  const first = terms.slice(0, shown);
  const visible = all ? terms : present === null || first.includes(present) ? first : [...first, present];
  const labelId = `kit-${kind}`;
  return (
    <div className="kit__row" role="group" aria-labelledby={labelId}>
      <div className="kit__head">
        <h2 className="kit__label" id={labelId}>
          {label}
        </h2>
        {terms.length > shown && (
          <button type="button" className="kit__more" aria-expanded={all} aria-describedby={labelId} onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${terms.length - visible.length} more`}
          </button>
        )}
      </div>
      <div className={all ? 'kit__chips kit__chips--all' : 'kit__chips'}>
        {visible.map((term) => (
          <button
            key={term}
            type="button"
            className="chip"
            data-testid="chip"
            data-kind={kind}
            aria-pressed={term === present}
            onClick={() => studio.togglePart(kind, term)}
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
