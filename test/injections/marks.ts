/** What an injection that runs leaves behind as a property of the page. */
export const ran = "wasRun";

/** Script that leaves it. */
export const run = `globalThis.${ran}=1`;

/** A host that does not exist: a request for it is one that an injection made. */
export const away = "https://injected.test";
