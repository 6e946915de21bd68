/** A completion that the practice server was asked for, as its log tells it. */
export interface AskedRequest {
  readonly path: string;
  readonly state: string;
  readonly textChunks: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

interface Logged extends Omit<AskedRequest, "messages"> {
  readonly body: Partial<Pick<AskedRequest, "messages">> | null;
}

/** All that the practice server was asked for, in order. */
export async function requests(): Promise<AskedRequest[]> {
  const answer = await fetch(`${process.env["PRACTICE_ORIGIN"] ?? ""}/practice/log`);
  const logged = (await answer.json()) as Logged[];
  return logged.map(({ path, state, textChunks, body }) => ({
    ...{ path, state, textChunks },
    messages: body?.messages ?? [],
  }));
}

/** The completion that was asked for last. */
export async function lastAsked(): Promise<AskedRequest | undefined> {
  return (await requests()).findLast(({ path }) => path.endsWith("/chat/completions"));
}
