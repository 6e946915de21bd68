/**
 * Tells a source's text from another one: SHA-256 of its UTF-8 in hexadecimal. Half surrogate pairs
 * count as the replacement character.
 */
export async function sourceHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
