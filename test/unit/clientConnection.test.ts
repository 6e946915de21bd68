import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { after, before, describe, it } from "mocha";
import { describeFault } from "../../src/core/reply/faultText.ts";
import { canaryToken } from "../canary.ts";
import { half } from "../servers/raw/frames.ts";
import { startRawServer, type RawServer } from "../servers/raw/start.ts";
import { ask, faultOf } from "./askedModel.ts";
import { check, checkAll } from "./scriptChecks.ts";

describe("client on a connection that", () => {
  let server: RawServer;
  before(async () => {
    server = await startRawServer();
  });
  after(() => server.stop());

  describe("breaks off:", () => {
    const lost = { kind: "connectionLost" } as const;
    checkAll(
      () => server,
      [
        ["a reset keeps the text", "reset", { ...lost, cause: "ECONNRESET" }, half],
        ["a reset behind the finish costs nothing", "resetAfterFinish", undefined, half],
        ["a reset before the headers", "resetFirst", { kind: "unreachable", cause: "ECONNRESET" }],
        ["the end of the connection within a transfer keeps the text", "fin", lost, half],
        ["invalid HTTP keeps the text", "badTransfer", lost, half],
        ["a proper end without a finish", "finUnframed", { kind: "incomplete" }, half],
        ["a frame that is no JSON keeps the text", "badJson", { kind: "malformed" }, half],
      ],
    );
  });

  describe("redirects:", () => {
    for (const script of ["redirect301", "redirect302", "redirect307", "redirect308"] as const) {
      it(`${script} is refused, and nothing reaches the other origin`, async () => {
        const wanted = { kind: "redirected", target: server.otherUrl } as const;
        await check(server, script, wanted, "", { token: canaryToken });
      });
    }
  });

  describe("cannot be spoken to:", () => {
    it("nothing listens", async () => {
      const listener = createServer().listen(0, "127.0.0.1");
      await once(listener, "listening");
      const { port } = listener.address() as AddressInfo;
      listener.close();
      await once(listener, "close");
      const asked = await ask(`http://127.0.0.1:${port}/v1`);
      const host = `127.0.0.1:${port}`;
      assert.deepEqual(faultOf(asked), { kind: "unreachable", host, cause: "ECONNREFUSED" });
      assert.deepEqual(asked.events, []);
    });

    it("its certificate is not trusted", async () => {
      const place = server.place("whole", server.tlsUrl);
      const fault = faultOf(await ask(place.baseUrl, { token: canaryToken }));
      assert.ok(fault?.kind === "tls");
      assert.match(fault.cause, /CERT/);
      assert.deepEqual(await place.requests(), []);
    });

    it("it speaks the other scheme", async () => {
      const { host } = new URL(server.url);
      const http = await ask(server.place("whole", `https://${host}`).baseUrl);
      assert.deepEqual(faultOf(http), { kind: "wrongScheme", host, suggested: "http" });
      const alert = await ask(server.place("tlsAlert").baseUrl);
      assert.deepEqual(faultOf(alert), { kind: "wrongScheme", host, suggested: "https" });
    });

    it("it wants https and says nothing at all", async () => {
      const tls = new URL(server.tlsUrl).host;
      const fault = faultOf(await ask(server.place("whole", `http://${tls}`).baseUrl));
      assert.deepEqual(fault, { kind: "unreachable", host: tls, cause: "UND_ERR_SOCKET" });
      assert.match(describeFault(fault).message, /wanted the other of http and https/);
    });
  });
});
