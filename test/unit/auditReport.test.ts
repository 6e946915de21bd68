import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readAudit } from "../auditReport.ts";

const shipped = new Set(["node_modules/katex", "node_modules/markdown-it/node_modules/entities"]);

describe("an audit", () => {
  it("tells what ships from what is only used to develop, by each copy of a package", () => {
    const title = "Something is wrong";
    const url = "https://example.org/advisory";
    const entities = ["node_modules/entities", "node_modules/markdown-it/node_modules/entities"];
    const vulnerabilities = {
      entities: { name: "entities", severity: "high", via: [{ title, url }], nodes: entities },
      mocha: { name: "mocha", severity: "low", via: ["glob"], nodes: ["node_modules/mocha"] },
    };
    const output = JSON.stringify({ auditReportVersion: 2, vulnerabilities });
    assert.deepEqual(readAudit(output, shipped), {
      shipped: [{ name: "entities", severity: "high", reasons: [`Something is wrong (${url})`] }],
      development: [{ name: "mocha", severity: "low", reasons: ["by way of glob"] }],
    });
    const clean = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} });
    assert.deepEqual(readAudit(clean, shipped), { shipped: [], development: [] });
  });

  it("judges nothing where the registry did not answer", () => {
    const message = "405 Method Not Allowed";
    assert.deepEqual(readAudit(JSON.stringify({ message, statusCode: 405 }), shipped), {
      problem: message,
    });
    for (const output of ["", "null", "[]", "npm error"]) {
      assert.deepEqual(readAudit(output, shipped), { problem: "npm printed no report" }, output);
    }
  });
});
