/**
 * An id that no other tab or visit makes: 128 random bits as hexadecimal digits. `crypto.randomUUID` exists in secure
 * contexts only, and the page has to say so in a context that is not; `crypto.getRandomValues` exists in both.
 */
export function uniqueId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
