/** Some people press letters without meaning to (speech input, tremor), so shortcuts of one letter can be turned off. */
const KEY = 'kinora-single-keys';

export function singleKeysAllowed(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function allowSingleKeys(allowed: boolean): void {
  try {
    if (allowed) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Not remembered, then.
  }
}
