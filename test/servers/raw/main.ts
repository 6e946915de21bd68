import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { text } from "node:stream/consumers";
import { certificate, key } from "./certificate.ts";
import { RequestRecord } from "./record.ts";
import { scripts, type ScriptName } from "./scripts.ts";

const record = new RequestRecord();

/**
 * `/<place>/<script>,<script>,…/v1/…` follows the scripts, one for each request to the place;
 * `/log/…` and `/closed/…` tell what came to a place.
 */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const control = /^\/(log|closed)(\/.*)$/.exec(path);
  if (control?.[2] !== undefined) {
    const prefix = control[2];
    const requests = control[1] === "log" ? record.under(prefix) : await record.closed(prefix);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(requests));
    return;
  }
  request.socket.setNoDelay(true);
  const body = await text(request);
  record.add(request, body, response);
  const turn = turnOf(path);
  await scripts[scriptFor(path, turn)]({
    request,
    response,
    otherOrigin: originOf(other),
    path,
    turn,
  });
}

function turnOf(path: string): number {
  const [, place = "", names = ""] = path.split("/");
  return record.under(`/${place}/${names}/`).length;
}

/** The n-th request to a place gets the n-th script of its path; the last one stays. */
function scriptFor(path: string, turn: number): ScriptName {
  const queue = (path.split("/")[2] ?? "").split(",");
  const name = queue[Math.min(turn, queue.length) - 1] ?? "";
  if (!isScript(name)) throw new Error(`no script ${name}`);
  return name;
}

function isScript(name: string): name is ScriptName {
  return Object.hasOwn(scripts, name);
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  answer(request, response).catch((error: unknown) => {
    // A client that left is what many scripts are for.
    if (response.closed || response.destroyed || response.socket?.destroyed !== false) return;
    console.error(error);
    response.destroy();
  });
}

function originOf(server: Server, scheme = "http"): string {
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const main = createServer(handle);
const other = createServer(handle);
const tls = createTlsServer({ cert: certificate, key }, handle);
const servers = [main, other, tls];
let starting = servers.length;
for (const server of servers) {
  server.listen(0, "127.0.0.1", () => {
    if (--starting > 0) return;
    const addresses = { url: originOf(main), tlsUrl: originOf(tls, "https") };
    console.log(JSON.stringify({ ...addresses, otherUrl: originOf(other) }));
  });
}
// The parent is gone, or asks it to go.
process.stdin.resume().once("close", () => process.exit());
