/** What is given for the answer of something that does not answer. */
export const SILENT = Symbol('silent');

const SECOND_MS = 1000;

/**
 * What `work` gives, or {@link SILENT} when nothing is heard for `seconds`. A second counts when a timer has run through it: neither a
 * computer that slept nor a thread that was busy itself is taken for silence.
 *
 * @param signs counts the signs of life besides the answer
 * @throws whatever `work` throws
 */
export async function unlessSilent<T>(work: Promise<T>, seconds: number, signs: () => number = () => 0): Promise<T | typeof SILENT> {
  const answer = work.then((value) => ({ value }));
  let heard = signs();
  for (let quiet = 0; quiet < seconds; ) {
    const result = await orSecond(answer);
    if (result) return result.value;
    quiet = signs() === heard ? quiet + 1 : 0;
    heard = signs();
  }
  answer.catch(() => undefined);
  return SILENT;
}

function orSecond<T>(answer: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout>;
  const second = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, SECOND_MS, null);
  });
  return Promise.race([answer, second]).finally(() => clearTimeout(timer));
}
