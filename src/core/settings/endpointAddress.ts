/** What keeps an address from being a model's. */
export type AddressProblem = "notWeb" | "credentials" | "query";

/** What is wrong with an address as a setting, or undefined where requests can go there. */
export function addressProblem(address: string): AddressProblem | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) return "notWeb";
  if (url.username !== "" || url.password !== "") return "credentials";
  // Not by `search` and `hash`: of a lone "?" they say nothing, yet the path would end there.
  return /[?#]/u.test(url.href) ? "query" : undefined;
}

/** A sound address as it is kept: normalised, without slashes at its end. */
export function normalAddress(address: string): string {
  return new URL(address).href.replace(/\/+$/u, "");
}

export type TypedAddress = { readonly baseUrl: string } | { readonly problem: AddressProblem };

/**
 * The root of an API that a person means by what they typed: `http://` where no scheme is said, and
 * `/v1` where none is; what people copy along, such as `/chat/completions`, is left away. Undefined
 * for nothing.
 */
export function readTypedAddress(typed: string): TypedAddress | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(text) ? text : `http://${text}`;
  const problem = /\s/u.test(text) ? "notWeb" : addressProblem(address);
  if (problem !== undefined) return { problem };
  const root = normalAddress(address).replace(/\/(?:chat\/completions|completions|models)$/u, "");
  return { baseUrl: /\/v\d+$/u.test(root) ? root : `${root}/v1` };
}

/** The same address with the other of http and https. */
export function withOtherScheme(baseUrl: string): string {
  return baseUrl.startsWith("https:")
    ? baseUrl.replace(/^https/u, "http")
    : baseUrl.replace(/^http/u, "https");
}
