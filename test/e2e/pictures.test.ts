import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runOf } from "../pictures/animation.ts";
import { pictures, rehearsingCamera } from "../pictures/camera.ts";
import { chunksOf, descriptionOf } from "../pictures/png.ts";
import { openStudio, scenes } from "../pictures/scenes.ts";
import { repository } from "../workbench/places.ts";
import { pictureFailure, type Bench } from "./bench.ts";

const anew = "make it anew with npm run pictures";

/** Each scene is played; its pictures must be there and show what there is to be seen today. */
describe("the README’s pictures", () => {
  let bench: Bench;
  const made = new Set<string>();
  before(async function () {
    this.timeout(300_000);
    bench = await openStudio(1);
  });
  after(() => bench.close());
  afterEach(async function () {
    await pictureFailure(bench, this.currentTest);
  });

  for (const { title, play } of scenes) {
    it(`show today’s VS Code: ${title}`, async () => {
      const shown = new Map<string, string>();
      const { page } = bench.workbench;
      await play(
        bench,
        rehearsingCamera(page, (file, text) => void shown.set(file, text)),
      );
      for (const file of shown.keys()) made.add(file);
      for (const [file, text] of shown) {
        const picture = await readFile(join(pictures, file)).catch(() => undefined);
        assert.ok(picture, `There is no ${file}: ${anew}.`);
        assert.equal(descriptionOf(picture), text, `${file} shows what is no more: ${anew}.`);
      }
    });
  }

  it("are those of the scenes, and each is in the README", async () => {
    const files = [...made].sort();
    assert.deepEqual((await readdir(pictures)).sort(), files);
    assert.deepEqual(await named("README.md"), files);
    const translated = await named("README.zh-cn.md");
    assert.deepEqual(
      translated.filter((file) => !made.has(file)),
      [],
    );
  });

  it("move for 6 to 10 seconds, in less than 1 MB, in a browser too", async () => {
    const moving = await readFile(join(pictures, "question.png"));
    const { frames = 0, duration = 0 } = runOf(chunksOf(moving)) ?? {};
    assert.ok(moving.length < 1_000_000, `${moving.length} bytes`);
    assert.ok(duration >= 6000 && duration <= 10_000, `${duration} ms`);
    const counted = await bench.workbench.page.evaluate(countFrames, moving.toString("base64"));
    assert.equal(counted, frames);
  });
});

/** Pictures that a text of the repository names, in order. */
async function named(file: string): Promise<string[]> {
  const text = await readFile(join(repository, file), "utf8");
  const names = text.matchAll(/docs\/pictures\/([\w.-]+)/gu);
  return [...new Set(Array.from(names, ([, name = ""]) => name))].sort();
}

/** Runs in the page: how many pictures its browser finds in one. */
async function countFrames(base64: string): Promise<number> {
  const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type: "image/png" });
  await Promise.all([decoder.completed, decoder.tracks.ready]);
  const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
  for (let frameIndex = 0; frameIndex < count; frameIndex++) {
    (await decoder.decode({ frameIndex })).image.close();
  }
  return count;
}
