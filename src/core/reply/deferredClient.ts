import type { ModelClient } from "./reply.ts";

/**
 * A client that is loaded when it is first used, so that starting costs nothing of it.
 *
 * @param load is called once.
 */
export function deferredClient(load: () => Promise<ModelClient>): ModelClient {
  let loading: Promise<ModelClient> | undefined;
  const client = () => (loading ??= load());
  return {
    stream: async function* (request, signal) {
      return yield* (await client()).stream(request, signal);
    },
    probe: async (request, signal) => (await client()).probe(request, signal),
    countTokens: async (request, signal) => (await client()).countTokens(request, signal),
  };
}
