import { writingCamera } from "./camera.ts";
import { openStudio, scenes } from "./scenes.ts";

/** `npm run pictures`: makes the README’s pictures anew; `dist/` is built before. */
const bench = await openStudio(2);
try {
  const camera = await writingCamera(bench.workbench.page, (file) => console.log(file));
  for (const { title, play } of scenes) {
    console.log(title);
    await play(bench, camera);
  }
} finally {
  await bench.close();
}
