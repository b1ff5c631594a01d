import { kinoraError, type Result } from '../../../../contract/errors.js';
import type { HostModels } from '../../../../contract/embed.js';
import type { LoadOptions } from '../../../../contract/generator.js';
import type { PackChoice, PackDevice, PackStoreApi } from '../../../../contract/pack-store.js';
import { pairOf } from '../../models/model-pair.js';
import { isHere } from '../../models/restore/find-models.js';

/**
 * The models that a host page names, by their ids. It may name those of this site, and those that the visitor has on this device: a host page must
 * not choose what is fetched from elsewhere.
 */
export async function findHostModels({ draw, move }: HostModels, load: LoadOptions, packStore: PackStoreApi, catalogueUrl: string, device: PackDevice): Promise<Result<LoadOptions>> {
  const choices = await packStore.choices(catalogueUrl, device, [load.packUrl]);
  if (!choices.ok) return choices;
  const find = (id: string, can: (choice: PackChoice) => boolean): PackChoice | undefined => choices.value.packs.find((choice) => choice.id === id && can(choice) && isHere(choice));
  const drawing = draw === undefined ? undefined : find(draw, ({ draws }) => draws);
  const moving = move === undefined ? undefined : find(move, ({ moves }) => moves);
  for (const [id, choice] of [[draw, drawing], [move, moving]] as const) {
    if (id !== undefined && choice === undefined) return { ok: false, error: kinoraError('model-not-here', { id }) };
  }
  const { packUrl: _, drawPackUrl: __, ...rest } = load;
  return { ok: true, value: { ...rest, ...pairOf(moving?.packUrl ?? load.packUrl, drawing?.packUrl ?? load.packUrl) } };
}
