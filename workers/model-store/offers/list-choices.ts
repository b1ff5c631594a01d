import { pickDefined } from '../../../contract/lib/pick-defined.js';
import { LOCAL_PACK_SCHEME, type PackChoice, type PackChoices, type PackDevice, type PackRecipe } from '../../../contract/pack-store.js';
import { catalogue, type Catalogue } from '../../../contract/catalogue/catalogue.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { frameOf, graphNamesOf } from '../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../contract/pack/read-manifest.js';
import { kinoraError } from '../../../contract/errors.js';
import { Failure } from '../../../contract/errors/failure.js';
import { toKinoraError } from '../../lib/to-kinora-error.js';
import { chooseVariants, filesOf, type ChosenVariants } from '../choose-variants.js';
import { readAbout, readHubPack } from '../hub/read-hub-pack.js';
import { hostOf } from '../hub/hub-listing.js';
import type { PackRecord } from '../pack-records.js';
import { bytesHere, type PackStorage } from '../pack-storage.js';
import { planMemory, stageBytes } from './plan-memory.js';

/**
 * What is kept, and what the catalogue offers. Reads manifests of this site only; a hub is not asked.
 * @throws Failure `catalogue-unreadable`
 */
export async function listChoices(store: PackStorage, catalogueUrl: string, device: PackDevice, used: readonly string[]): Promise<PackChoices> {
  const records = (await store.records?.all()) ?? [];
  const sizes = (await store.platform.fileStore?.list()) ?? new Map<string, number>();
  const { packs, recipes } = await readCatalogue(store, catalogueUrl);
  const folders = new Set([...packs.map((folder) => new URL(folder, catalogueUrl).href), ...used.filter((url) => !url.startsWith(LOCAL_PACK_SCHEME))]);
  const offered = await Promise.all([...folders].map((folder) => readOffered(store, new URL(folder), records, device).catch(() => null)));
  const kept = records.map((record): PackChoice => ({ ...choiceOf(record.packUrl, record.manifest, device), doneBytes: bytesHere(record, sizes) }));
  const all = [...offered.filter((choice) => choice !== null), ...kept];
  return {
    packs: [...new Map(all.map((choice) => [choice.packUrl, choice])).values()],
    recipes: recipes.map(({ makes, licence: { name, url }, ...recipe }): PackRecipe => ({ ...recipe, licence: { name, ...pickDefined({ url }) }, draws: makes.includes('draw'), moves: makes.includes('move') })),
  };
}

/** Without a network, and on a site without a catalogue, there is what is kept. */
async function readCatalogue({ platform }: PackStorage, url: string): Promise<Pick<Catalogue, 'packs' | 'recipes'>> {
  const response = await platform.fetch(new URL(url), { cache: 'no-cache' }).catch(() => null);
  if (response?.ok !== true) return { packs: [], recipes: [] };
  const parsed = catalogue.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw Failure.because('catalogue-unreadable', {}, parsed.error.issues[0]?.path.join('.'));
  return parsed.data;
}

async function readOffered({ platform }: PackStorage, folder: URL, records: readonly PackRecord[], device: PackDevice): Promise<PackChoice> {
  const response = await platform.fetch(new URL('pack.json', folder), { cache: 'no-cache' });
  if (!response.ok) throw Failure.because('pack-file-not-found', { file: 'pack.json', status: response.status, url: folder.href });
  const source = await response.text();
  const hubPack = readHubPack(source);
  if (hubPack === null) return choiceOf(folder.href, await readManifest(source), device);
  const record = records.find(({ packUrl, template }) => packUrl === folder.href && template === source);
  const choice = choiceOf(folder.href, record?.manifest ?? (await readAbout(hubPack)), device);
  return { ...choice, exact: record !== undefined, host: hostOf(hubPack) };
}

function choiceOf(packUrl: string, manifest: PackManifest, device: PackDevice): PackChoice {
  const { id, version, title, description, licence, textToImage, imageToVideo } = manifest;
  const { width, height } = frameOf(manifest);
  const { chosen, ...fit } = fitOf(manifest, device);
  const { base, vocabulary } = manifest;
  const backend = [...chosen.values()].every((variant) => variant.backend.includes(device.backend)) ? device.backend : 'webgpu';
  return {
    ...{ packUrl, id, version, title, ...pickDefined({ description }) },
    licence: { name: licence.name, mustAccept: licence.mustAccept, ...pickDefined({ url: licence.url }) },
    ...{ draws: textToImage !== undefined, moves: imageToVideo !== undefined, width, height },
    bytes: filesOf(manifest, chosen).reduce((sum, { bytes }) => sum + bytes, 0),
    ...{ exact: true, doneBytes: 0 },
    features: [...new Set([...chosen.values()].flatMap(({ needs }) => needs.features))],
    stages: stageBytes(manifest, chosen, backend),
    ...{ things: vocabulary?.objects.length ?? 0, motions: vocabulary?.motions.length ?? 0 },
    ...fit,
    ...(base !== undefined && { host: new URL(base).host }),
  };
}

/** Whether it fits, and with which variants; where it does not run, with those that are wanted most. */
function fitOf(manifest: PackManifest, device: PackDevice): Pick<PackChoice, 'fault' | 'tight'> & { readonly chosen: ChosenVariants } {
  try {
    const chosen = chooseVariants(manifest, device.backend, device);
    try {
      const { neededBytes, budgetBytes } = planMemory(manifest, chosen, device.backend, device);
      return { chosen, fault: null, tight: device.backend === 'webgpu' && neededBytes > budgetBytes };
    } catch (error) {
      return { chosen, fault: toKinoraError(error), tight: false };
    }
  } catch (error) {
    const wanted = graphNamesOf(manifest).flatMap((graph) => {
      const variant = manifest.graphs[graph]?.variants[0];
      return variant ? [[graph, variant] as const] : [];
    });
    const isForGpu = wanted.some(([, { backend }]) => !backend.includes('wasm'));
    const fault = device.backend === 'wasm' && isForGpu ? kinoraError('pack-needs-gpu', { title: manifest.title }) : toKinoraError(error);
    return { chosen: new Map(wanted), fault, tight: false };
  }
}
