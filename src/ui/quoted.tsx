const QUOTATION = /([“„"])(.+?)([”“"])/gsu;

/** A sentence of the page; what it quotes of a person keeps its own direction and does not reorder the rest. */
export function Quoted({ text }: { readonly text: string }) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(QUOTATION)) {
    const [whole, open, words, close] = found;
    parts.push(text.slice(end, found.index), open, <bdi key={found.index}>{words}</bdi>, close);
    end = found.index + whole.length;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
