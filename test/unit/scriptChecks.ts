import assert from "node:assert/strict";
import { it } from "mocha";
import type { Fault } from "../../src/core/reply/fault.ts";
import type { RawRequest } from "../servers/raw/record.ts";
import type { ScriptName } from "../servers/raw/scripts.ts";
import type { RawServer } from "../servers/raw/start.ts";
import { ask, faultOf, type Asked, type Asking } from "./askedModel.ts";

/** The fields of a fault that must be so. */
export type Wanted = Partial<Fault> & { kind: Fault["kind"] };

/** A script, the fault it must end in (undefined: done), and the text that must be kept. */
export type Case = readonly [
  name: string,
  script: ScriptName,
  fault: Wanted | undefined,
  text?: string,
];

/** Asks a server that follows a script; whatever happens, one request must have been sent. */
export async function check(
  server: RawServer,
  script: ScriptName,
  wanted: Wanted | undefined,
  text = "",
  asking?: Asking,
): Promise<Asked & { readonly request: RawRequest }> {
  const place = server.place(script);
  const asked = await ask(place.baseUrl, asking);
  const fault = faultOf(asked);
  assert.equal(asked.outcome.status, wanted === undefined ? "done" : "failed");
  if (wanted !== undefined) {
    const seen = Object.keys(wanted).map((name) => [name, fault?.[name as keyof Fault]]);
    assert.deepEqual(Object.fromEntries(seen), wanted);
    assert.equal(fault?.host, new URL(server.url).host);
  }
  assert.equal(asked.text, text);
  assert.deepEqual(asked.record.outcome, asked.outcome);
  const [request, ...more] = await place.closed();
  assert.ok(request !== undefined && more.length === 0, "exactly one request");
  return { ...asked, request };
}

/** One test for each case; the server may start later. */
export function checkAll(server: () => RawServer, cases: readonly Case[]): void {
  for (const [name, script, wanted, text] of cases) {
    it(name, async () => {
      await check(server(), script, wanted, text);
    });
  }
}
