import './abilities.css';
import { LIMITS } from '../../contract/generator.js';
import type { PartKind } from '../state/prompt-parts.js';
import { useStudioState } from '../state/use-studio.js';

const LISTS: readonly (readonly [PartKind, string])[] = [
  ['objects', 'Things'],
  ['motions', 'Motions'],
  ['backgrounds', 'Backgrounds'],
  ['cameras', 'Camera moves'],
];

/** Says plainly what the model is good for, out of its own manifest. */
export function Abilities() {
  const pack = useStudioState((state) => state.pack);
  if (pack === null) return null;
  const { vocabulary, frame } = pack;
  return (
    <details className="abilities" data-testid="abilities">
      <summary>What it can and cannot draw</summary>
      <div className="abilities__body">
        <dl className="abilities__lists">
          {LISTS.filter(([kind]) => vocabulary[kind].length > 0).map(([kind, name]) => (
            <div key={kind}>
              <dt>{name}</dt>
              <dd>{vocabulary[kind].join(', ')}</dd>
            </div>
          ))}
        </dl>
        <ul className="abilities__limits">
          <li>It knows these words and some near ones, no others. Words it does not know are named under the prompt and skipped.</li>
          <li>It draws no real people, no writing and no photographs. A picture that you add becomes the first frame, and is set in motion.</li>
          <li>
            Films are {frame.width} × {frame.height} at {frame.fps} frames a second, {LIMITS.seconds.min} to {LIMITS.seconds.max} seconds long, without sound.
          </li>
          <li>Not every take succeeds. Another seed is another try.</li>
        </ul>
      </div>
    </details>
  );
}
