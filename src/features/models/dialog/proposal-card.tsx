import { useEffect, useRef, useState } from 'react';
import type { ModelProposal } from '../library-state.js';
import { useModels, useModelsState } from '../use-models.js';
import { modelTexts } from '../model-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatBytes } from '../../../ui/format.js';
import { dialogTexts } from './dialog-texts.js';

/** A model that is not agreed to yet: who it comes from, how large it is, and whether it fits. */
export function ProposalCard() {
  const proposal = useModelsState((state) => state?.proposal ?? null);
  return proposal === null ? null : <Card key={proposal.packUrl} proposal={proposal} />;
}

function Card({ proposal }: { readonly proposal: ModelProposal }) {
  const models = useModels();
  const text = useTexts(dialogTexts);
  const { working } = useTexts(modelTexts);
  const busy = useModelsState((state) => state?.busy ?? false);
  const [accepted, setAccepted] = useState(false);
  const card = useRef<HTMLElement>(null);
  // It stands above the list in which it was chosen.
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  if (models === null) return null;
  const { packUrl, origin, role, offer } = proposal;
  const terms = offer?.summary.terms;
  const host = offer?.host ?? (origin.kind === 'host' ? origin.host : null);
  const foreign = host !== null || origin.kind === 'hub';
  const memory = offer?.summary.memory;
  return (
    <section ref={card} className="proposal" data-testid="proposal" data-foreign={foreign} aria-live="polite">
      {offer !== null && (
        <>
          <h3 className="proposal__name">
            {offer.summary.title} <span className="model-row__version">{offer.summary.version}</span>
          </h3>
          <dl className="proposal__facts">
            <dt>{text.licence}</dt>
            <dd>{offer.summary.license}</dd>
            <dt>{text.purpose}</dt>
            <dd>
              {[
                ...(offer.summary.draws ? [text.draws] : []),
                ...(offer.summary.moves ? [text.moves] : []),
                `${offer.summary.frame.width} × ${offer.summary.frame.height}`,
                ...(offer.summary.vocabulary.objects.length > 0 ? [offer.summary.vocabulary.objects.slice(0, 8).join(', ')] : []),
              ].join(' · ')}
            </dd>
          </dl>
          {offer.revision !== undefined && <p className="models__note">{text.pinned(offer.revision)}</p>}
        </>
      )}
      {foreign && (
        <p className="proposal__warning" data-testid="untrusted">
          <strong>{host === null ? text.linkAsksHub : offer === null ? text.linkAsks(host) : text.untrusted(host)}</strong>{' '}
          {offer !== null && (origin.kind === 'hub' ? text.hubWhy : text.untrustedWhy)}
        </p>
      )}
      {memory !== undefined && memory.neededBytes > memory.budgetBytes && (
        <p className="proposal__warning" data-testid="proposal-tight">
          {text.tight}
        </p>
      )}
      {offer !== null && !offer.fits && (
        <p className="proposal__warning" data-testid="no-room">
          {offer.storage ? text.noRoom(formatBytes(offer.missingBytes)) : text.noBrowserStorage}
        </p>
      )}
      {offer !== null && terms && (
        <label className="proposal__terms">
          <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} data-testid="proposal-terms" />
          <span>
            {text.acceptsTerms}{' '}
            {terms.url === undefined ? (
              offer.summary.license
            ) : (
              <a href={terms.url} target="_blank" rel="noreferrer">
                {offer.summary.license}
              </a>
            )}
          </span>
        </label>
      )}
      <div className="proposal__actions">
        {offer === null ? (
          <button type="button" className="button button--lamp" disabled={busy} onClick={() => void models.look(packUrl, role)} data-testid="proposal-look">
            {busy ? working : text.showMe}
          </button>
        ) : (
          <button type="button" className="button button--lamp" disabled={!offer.fits || (terms !== undefined && !accepted)} onClick={() => void models.acceptOffer()} data-testid="proposal-accept">
            {offer.missingBytes > 0 ? text.fetchAndUse(formatBytes(offer.missingBytes)) : text.useIt}
          </button>
        )}
        <button type="button" className="button" onClick={models.dropProposal} data-testid="proposal-refuse">
          {text.refuse}
        </button>
      </div>
    </section>
  );
}
