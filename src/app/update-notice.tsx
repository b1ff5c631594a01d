import { useInstallationState } from '../features/models/use-models.js';
import { lazyPart } from '../ui/lazy-part.js';

const UpdateOffer = lazyPart(async () => (await import('./update-offer.js')).UpdateOffer);

/** Where a new version is offered; it is never forced. */
export function UpdateNotice() {
  const update = useInstallationState((state) => state?.update ?? 'none');
  return <div role="status">{update !== 'none' && <UpdateOffer />}</div>;
}
