// Gathers the typefaces for PDFs from their packages into build/fonts, with a list of who covers what.
//
// A typeface comes as many small files, one per script. training/pdf.py gives a document only the files
// whose characters it holds, which keeps a certificate small and quick.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const TARGET = "build/fonts";

// Names that the two main typefaces cannot write are set in a plain face of their own script.
const OTHER_SCRIPTS = [
  "arabic", "armenian", "bengali", "devanagari", "ethiopic", "georgian",
  "gujarati", "gurmukhi", "hebrew", "sinhala", "tamil", "thai",
];
const EVERY_SUBSET = () => true;

const typefaces = [
  { family: "serif", folder: "@fontsource/source-serif-4", weights: ["400", "600"], wants: EVERY_SUBSET },
  { family: "sans", folder: "@fontsource/source-sans-3", weights: ["400", "600"], wants: EVERY_SUBSET },
  // The rarer Latin, Cyrillic and Greek letters, and the mark that stands for a letter nobody can write.
  { family: "other", folder: "@fontsource/noto-sans", weights: ["400"], wants: EVERY_SUBSET },
  ...OTHER_SCRIPTS.map((script) => ({
    family: "other", folder: `@fontsource/noto-sans-${script}`, weights: ["400"], wants: (subset) => subset === script,
  })),
  {
    // Chinese comes in a hundred numbered files, each for all weights at once.
    family: "other", folder: "@fontsource-variable/noto-sans-sc", weights: ["wght"], wants: (subset) => subset.startsWith("["),
  },
];

function facesOf({ family, folder, weights, wants }) {
  const place = `node_modules/${folder}`;
  const name = folder.split("/")[1];
  const ranges = JSON.parse(readFileSync(`${place}/unicode.json`, "utf8"));
  return Object.keys(ranges).filter(wants).flatMap((subset) =>
    weights.map((weight) => {
      const file = `${name}-${subset.replace(/[[\]]/g, "")}-${weight}-normal.woff2`;
      copyFileSync(`${place}/files/${file}`, `${TARGET}/${file}`);
      return { file, family, weight: weight === "wght" ? "400" : weight, covers: ranges[subset] };
    }),
  );
}

const isPlain = ({ file }) => /-latin-\d+-normal/.test(file);

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
// Basic Latin first: where two files hold the same letter, the plainest one writes it.
const faces = typefaces.flatMap(facesOf).sort((one, other) => isPlain(other) - isPlain(one));
writeFileSync(`${TARGET}/faces.json`, JSON.stringify(faces, null, 1));
console.log(`${faces.length} font files in ${TARGET}`);
