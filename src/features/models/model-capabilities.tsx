import './model-capabilities.css';
import { LIMITS } from '../../../contract/request/request.js';
import { useStudioState } from '../../store/use-studio.js';
import { pageTexts } from '../../i18n/page-texts.js';
import { useTexts } from '../../i18n/use-texts.js';

const LISTS = ['objects', 'animated', 'motions', 'backgrounds', 'cameras'] as const;

/** Says plainly what the model is good for, out of its own manifest. */
export function ModelCapabilities() {
  const text = useTexts(pageTexts);
  const pack = useStudioState((state) => state.pack);
  if (pack === null) return null;
  const { vocabulary, frame } = pack;
  return (
    <details className="capabilities" data-testid="abilities">
      <summary>{text.capabilities}</summary>
      <div className="capabilities__body">
        <dl className="capabilities__lists">
          {LISTS.map((kind) => [kind, vocabulary[kind] ?? []] as const).filter(([, terms]) => terms.length > 0).map(([kind, terms]) => (
            <div key={kind}>
              <dt>{text.lists[kind]}</dt>
              <dd lang="en">{terms.join(', ')}</dd>
            </div>
          ))}
        </dl>
        <ul className="capabilities__limits">
          {[...(vocabulary.objects.length > 0 ? text.limits : []), ...text.facts(frame.width, frame.height, frame.fps, LIMITS.seconds.min, LIMITS.seconds.max)].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </details>
  );
}
