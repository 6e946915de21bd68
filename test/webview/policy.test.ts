import { after, before, describe, it } from "mocha";
import { deepEqual, equal } from "node:assert/strict";
import { openPage, type PageHarness } from "./page.ts";

/** What a script that got into the page might do, by the directive that must refuse it. */
const attempts: Readonly<Record<string, (away: string) => void>> = {
  "script-src-elem": (away) => {
    const script = document.createElement("script");
    script.src = `${away}/s.js`;
    document.body.append(script);
  },
  "script-src-attr": () => document.body.setAttribute("onclick", "globalThis.wasRun=1"),
  "style-src-elem": () => {
    const style = document.createElement("style");
    style.textContent = "main { color: red }";
    document.body.append(style);
  },
  "style-src-attr": () => document.body.setAttribute("style", "color: red"),
  "img-src": (away) => {
    new Image().src = `${away}/i.png`;
  },
  "connect-src": (away) => void fetch(away).catch(() => undefined),
  "frame-src": (away) => {
    const frame = document.createElement("iframe");
    frame.src = away;
    document.body.append(frame);
  },
  "object-src": (away) => {
    const object = document.createElement("object");
    object.data = `${away}/o`;
    document.body.append(object);
  },
  "media-src": (away) => {
    new Audio(`${away}/a.mp3`).load();
  },
  "font-src": (away) => void new FontFace("x", `url(${away}/f)`).load().catch(() => undefined),
  "worker-src": (away) => {
    try {
      new Worker(URL.createObjectURL(new Blob([away])));
    } catch {
      // Refused at once.
    }
  },
  "base-uri": (away) => {
    const base = document.createElement("base");
    base.href = away;
    document.head.append(base);
  },
  "form-action": (away) => {
    const form = document.createElement("form");
    form.action = away;
    document.body.append(form);
    form.submit();
  },
  // A string as code.
  "script-src": () => {
    setTimeout(() => {
      try {
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
        new Function("globalThis.wasRun=1")();
      } catch {
        // Refused at once.
      }
    });
  },
};

describe("the policy of a page", () => {
  let page: PageHarness;
  before(async () => {
    page = await openPage();
  });
  after(() => page.close());

  it("lets in nothing but its own files", async () => {
    const policy = await page.page.locator("meta[http-equiv]").getAttribute("content");
    equal(
      policy?.replace(/'nonce-[\w-]{36}'/u, "'nonce-…'"),
      "default-src 'none'; script-src 'nonce-…'; style-src 'self'; font-src data:; base-uri 'none'; form-action 'none'",
    );
  });

  for (const [directive, attempt] of Object.entries(attempts)) {
    it(`refuses what ${directive} is about`, async () => {
      const known = (await page.cspViolations()).length;
      await page.page.evaluate(attempt, "https://injected.test");
      await page.page.waitForFunction((count) => globalThis.policyViolations.length > count, known);
      const refused = (await page.cspViolations()).slice(known);
      deepEqual(
        refused.filter((each) => !each.startsWith(`${directive}: `)),
        [],
      );
      equal(await page.page.evaluate(() => "wasRun" in globalThis), false);
    });
  }
});
