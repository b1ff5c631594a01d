/** `list` with the item called `id` at position `to`, counted after it was taken out and kept within the list. */
export function moveItem<T extends { readonly id: string }>(list: readonly T[], id: string, to: number): readonly T[] {
  const item = list.find((each) => each.id === id);
  if (item === undefined) return list;
  const rest = list.filter((each) => each.id !== id);
  const at = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, at), item, ...rest.slice(at)];
}
