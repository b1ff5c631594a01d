import type { ResourceLedger } from '../../lib/resource-ledger.js';

/** A tensor that its maker must free. */
export interface Disposable {
  dispose(): void;
}

/**
 * Runs `work` and then frees every tensor that it put into the scope, whether it ended well or not.
 */
export async function withTensorScope<T>(
  ledger: ResourceLedger,
  work: (own: <D extends Disposable>(tensor: D) => D) => Promise<T>,
): Promise<T> {
  const owned = new Set<Disposable>();
  const own = <D extends Disposable>(tensor: D): D => {
    if (!owned.has(tensor)) {
      owned.add(tensor);
      ledger.opened('tensors');
    }
    return tensor;
  };
  try {
    return await work(own);
  } finally {
    for (const tensor of owned) {
      tensor.dispose();
      ledger.closed('tensors');
    }
  }
}
