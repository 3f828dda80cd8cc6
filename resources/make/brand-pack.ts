/** Renders the drawn scenes into the sample brand pack: the photographs of practice and demo. Run: npm run resources. */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const resources = join(import.meta.dirname, "..");
const WIDTH = 1440;
const HEIGHT = 1920;

/** A scene keeps its 3:4 in the pack, as a camera would give it: cropping it to 4:5 is part of the journey. */
async function render(scene: string): Promise<void> {
  const file = join(resources, "brand-pack", scene.replace(/\.svg$/, ".jpg"));
  await sharp(join(resources, "scenes", scene), { density: 115 })
    .resize(WIDTH, HEIGHT)
    .flatten({ background: "#FAF7F2" })
    .jpeg({ quality: 86, chromaSubsampling: "4:4:4", mozjpeg: true })
    .toFile(file);
  process.stdout.write(`${file} ${Math.round(statSync(file).size / 1024)} KB\n`);
}

mkdirSync(join(resources, "brand-pack"), { recursive: true });
for (const scene of readdirSync(join(resources, "scenes")).sort()) await render(scene);
