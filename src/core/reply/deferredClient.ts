import type { ModelClient } from "./reply.ts";

export interface DeferredClient extends ModelClient {
  /** Loads it now, so that the first question need not wait for it. */
  prepare(): void;
}

/**
 * A client that is loaded when it is first used, so that starting costs nothing of it.
 *
 * @param load is called once.
 */
export function deferredClient(load: () => Promise<ModelClient>): DeferredClient {
  let loading: Promise<ModelClient> | undefined;
  const client = () => (loading ??= load());
  return {
    // What goes wrong is told where it is used.
    prepare: () => void client().catch(() => undefined),
    stream: async function* (request, signal) {
      return yield* (await client()).stream(request, signal);
    },
    probe: async (request, signal) => (await client()).probe(request, signal),
    countTokens: async (request, signal) => (await client()).countTokens(request, signal),
  };
}
