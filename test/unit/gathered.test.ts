import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, it } from "mocha";
import { gathered } from "../../src/models/gathered.ts";

/** Gives each piece, after letting other work go on where it says so, and throws at the end where told to. */
async function* sourceOf(
  pieces: readonly { readonly bytes: Uint8Array; readonly isLate: boolean }[],
  error?: Error,
): AsyncGenerator<Uint8Array, void, void> {
  for (const { bytes, isLate } of pieces) {
    if (isLate) await new Promise((resolve) => setImmediate(resolve));
    yield bytes;
  }
  if (error !== undefined) throw error;
}

const somePieces = fc.array(
  fc.record({ bytes: fc.uint8Array({ maxLength: 40 }), isLate: fc.boolean() }),
  { maxLength: 12 },
);

async function take(
  source: AsyncIterable<Uint8Array>,
): Promise<{ bytes: number[]; error: unknown }> {
  const bytes: number[] = [];
  try {
    for await (const piece of gathered(source)) bytes.push(...piece);
    return { bytes, error: undefined };
  } catch (error) {
    return { bytes, error };
  }
}

describe("pieces that are gathered", () => {
  it("are the same bytes, and an error comes behind all that was read before it", async () => {
    await fc.assert(
      fc.asyncProperty(somePieces, fc.boolean(), async (pieces, fails) => {
        const error = fails ? new Error("broken") : undefined;
        const taken = await take(sourceOf(pieces, error));
        assert.deepEqual(taken, { bytes: pieces.flatMap(({ bytes }) => [...bytes]), error });
      }),
      { numRuns: 60 },
    );
  });

  it("come as one where they came within a moment of a slow stream", async () => {
    const letters = Array.from("བོད་ཡིག", (letter) => new TextEncoder().encode(letter));
    const { promise: slow, resolve: known } = Promise.withResolvers<undefined>();
    async function* stream(): AsyncGenerator<Uint8Array, void, void> {
      yield* letters.splice(0, 1);
      await slow;
      yield* letters;
    }
    const sizes: number[] = [];
    for await (const piece of gathered(stream())) {
      sizes.push(piece.length);
      // Longer than it takes to see that nothing comes.
      if (sizes.length === 1) setTimeout(() => known(undefined), 60);
    }
    assert.deepEqual(sizes, [3, 3, 15]);
  });

  it("are not read without end where nobody takes them", async () => {
    let given = 0;
    async function* flood(): AsyncGenerator<Uint8Array, void, void> {
      for (;;) {
        given += 1;
        yield new Uint8Array(10_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const pieces = gathered(flood());
    await pieces.next();
    const before = await settled(() => given);
    assert.ok(before < 200, `${before}`);
    await pieces.return();
    // One that was on its way; then the reader is gone.
    assert.ok((await settled(() => given)) <= before + 1);
  });
});

/** A number when it has come to rest while other work went on. */
async function settled(read: () => number): Promise<number> {
  for (let last = NaN; ;) {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (read() === last) return last;
    last = read();
  }
}
