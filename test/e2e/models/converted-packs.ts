import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT } from '../../../cli/prepare.mjs';
import { readManifest } from '../../../contract/pack/read-manifest.js';
import { pairManifests } from '../../../workers/generator/model/pair-packs.js';
import { findPython } from '../../check-python.mjs';

/** Set where the packages of `converter/requirements-dev.txt` are promised to be installed. */
export const MUST_RUN = process.env['KINORA_REQUIRE_CONVERTER'] === '1';
export const NO_PYTHON = 'no Python has diffusers and transformers (see converter/README.md), and KINORA_TINY_PACKS names no folder';

export interface ConvertedPacks {
  /** Folders of packs: `tiny-turbo` draws, `tiny-mobilei2v` and `tiny-ltx` move. */
  folder(name: 'tiny-turbo' | 'tiny-mobilei2v' | 'tiny-ltx'): string;
  /** The same as a site offers them whose owner has settled their licences; `both` draws and moves. */
  free(name: 'tiny-turbo' | 'tiny-mobilei2v' | 'tiny-ltx' | 'both'): string;
  remove(): void;
}

/**
 * Tiny packs of every family of the converter, with random weights: those in the folder KINORA_TINY_PACKS, or made now, which takes some
 * minutes. Null where there is no Python that can.
 */
export async function convertedPacks(): Promise<ConvertedPacks | null> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'kinora-converted-'));
  const made = process.env['KINORA_TINY_PACKS'] ?? makePacks(scratch);
  if (made === null) {
    rmSync(scratch, { recursive: true });
    return null;
  }
  const free = (name: string): string => path.join(scratch, `free-${name}`);
  const read = async (pack: string) => {
    const manifest = await readManifest(readFileSync(path.join(made, pack, 'pack.json'), 'utf8'));
    return { ...manifest, licence: { ...manifest.licence, mustAccept: false } };
  };
  const write = (name: string, manifest: object): void => writeFileSync(path.join(free(name), 'pack.json'), JSON.stringify(manifest));
  for (const pack of ['tiny-turbo', 'tiny-mobilei2v', 'tiny-ltx']) {
    cpSync(path.join(made, pack), free(pack), { recursive: true });
    write(pack, await read(pack));
  }
  for (const pack of ['tiny-mobilei2v', 'tiny-turbo']) cpSync(path.join(made, pack), free('both'), { recursive: true });
  write('both', pairManifests(await read('tiny-turbo'), await read('tiny-mobilei2v')));
  return { folder: (name) => path.join(made, name), free, remove: () => rmSync(scratch, { recursive: true }) };
}

function makePacks(out: string): string | null {
  const python = findPython(['diffusers', 'transformers', 'safetensors', 'onnxscript']);
  if (python === undefined) return null;
  const { status, stderr } = spawnSync(python, ['-m', 'tests.tiny_packs', out], { cwd: path.join(PROJECT, 'converter'), encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } });
  if (status !== 0) throw new Error(stderr);
  return out;
}
