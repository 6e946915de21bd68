import type { Fixture, MockServerOptions } from "@copilotkit/aimock";

/** What the peer answers, by the name of the model that is asked. */
export const answer = "西藏 བོད་ཡིག་གི་ནོར་བུ། 👨‍👩‍👧 é";
export const thought = "想一想 བསམ།";
export const peerToken = "peer-token";

type Answer = Pick<Fixture, "response"> & Omit<Fixture, "match">;

const answers = {
  plain: { response: { content: answer } },
  /** One unit of UTF-16 a piece, which cuts every emoji in two. */
  pieces: { response: { content: answer }, chunkSize: 1 },
  reasoning: { response: { content: answer, reasoning: thought } },
  length: { response: { content: answer, finishReason: "length" } },
  filtered: { response: { content: answer, finishReason: "content_filter" } },
  empty: { response: { content: "" } },
  slow: { response: { content: answer }, chunkSize: 4, latency: 10 },
  silent: { response: { content: answer }, streamingProfile: { ttft: 60_000 } },
  truncated: { response: { content: answer }, chunkSize: 4, latency: 10, truncateAfterChunks: 4 },
  unauthorized: { response: { error: { message: "No such key." }, status: 401 } },
  busy: { response: { error: { message: "Too many." }, status: 429, retryAfter: 7 } },
  broken: { response: { error: { message: "Out of memory." }, status: 500 } },
  dropped: { response: { content: answer }, chaos: { dropRate: 1 } },
  malformed: { response: { content: answer }, chaos: { malformedRate: 1 } },
  cutOff: { response: { content: answer }, chaos: { disconnectRate: 1 } },
} satisfies Record<string, Answer>;

export type PeerModel = keyof typeof answers;

export const fixtures: Fixture[] = Object.entries(answers).map(([model, rest]) => ({
  match: { model, endpoint: "chat" },
  ...rest,
}));

/** It records nothing and asks nobody: what no fixture answers gets an error of its own. */
export const options: MockServerOptions = {
  host: "127.0.0.1",
  port: 0,
  strict: true,
  logLevel: "silent",
  auth: { apiKeys: [peerToken] },
};
