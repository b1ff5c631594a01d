import { useState } from 'react';
import type { ModelProposal } from './model-library.js';
import { useModels, useModelsState } from './use-models.js';
import { modelTexts } from './model-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { formatBytes } from '../../ui/format.js';

/** A model that is not agreed to yet: who it comes from, how large it is, and whether it fits. */
export function ProposalCard() {
  const proposal = useModelsState((state) => state?.proposal ?? null);
  return proposal === null ? null : <Card proposal={proposal} />;
}

function Card({ proposal }: { readonly proposal: ModelProposal }) {
  const models = useModels();
  const text = useTexts(modelTexts);
  const busy = useModelsState((state) => state?.busy ?? false);
  const [acceptedFor, setAcceptedFor] = useState<string | null>(null);
  if (models === null) return null;
  const { packUrl, origin, offer } = proposal;
  const terms = offer?.summary.terms;
  const foreign = origin.kind === 'host' ? origin.host : null;
  return (
    <section className="proposal" data-testid="proposal" data-foreign={foreign !== null} aria-live="polite">
      {offer !== null && (
        <>
          <h3 className="proposal__name">
            {offer.summary.title} <span className="model-row__version">{offer.summary.version}</span>
          </h3>
          <dl className="proposal__facts">
            <dt>{text.licence}</dt>
            <dd>{offer.summary.license}</dd>
            <dt>{text.draws}</dt>
            <dd>
              {[`${offer.summary.frame.width} × ${offer.summary.frame.height}`, offer.summary.vocabulary.objects.slice(0, 8).join(', ')].filter((fact) => fact !== '').join(' · ')}
            </dd>
          </dl>
        </>
      )}
      {foreign !== null && (
        <p className="proposal__warning" data-testid="untrusted">
          <strong>{offer === null ? text.linkAsks(foreign) : text.untrusted(foreign)}</strong> {offer !== null && text.untrustedWhy}
        </p>
      )}
      {offer !== null && !offer.fits && (
        <p className="proposal__warning" data-testid="no-room">
          {offer.storage ? text.noRoom(formatBytes(offer.missingBytes)) : text.noBrowserStorage}
        </p>
      )}
      {offer !== null && terms && (
        <label className="proposal__terms">
          <input type="checkbox" checked={acceptedFor === packUrl} onChange={(event) => setAcceptedFor(event.target.checked ? packUrl : null)} data-testid="proposal-terms" />
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
          <button type="button" className="button button--lamp" disabled={busy} onClick={() => void models.look(packUrl)} data-testid="proposal-look">
            {busy ? text.working : text.showMe}
          </button>
        ) : (
          <button type="button" className="button button--lamp" disabled={!offer.fits || (terms !== undefined && acceptedFor !== packUrl)} onClick={() => void models.acceptOffer()} data-testid="proposal-accept">
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
