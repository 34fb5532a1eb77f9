import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writing } from "../file-problems.ts";
import { writeFileOnce } from "../write-file.ts";

/** Settings by which an editor finds the types of hub.ts without a node_modules beside it. */
const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    noEmit: true,
    types: [],
    paths: {
      hubwright: ["./.hubwright/types/index.d.ts"],
      "hubwright/docker": ["./.hubwright/types/docker.d.ts"],
      "hubwright/testing": ["./.hubwright/types/testing.d.ts"],
    },
  },
  include: ["*.ts"],
};

/** Puts the types of this hubwright beside hub.ts, so that editors complete it and underline mistakes. */
export function writeEditorTypes(directory: string): void {
  // Beside the bundle in the package; when run from source there is nothing built to copy.
  const types = fileURLToPath(new URL("../lib", import.meta.url));
  if (!existsSync(join(types, "index.d.ts"))) return;
  const place = join(directory, ".hubwright", "types");
  writing(place, () =>
    cpSync(types, place, {
      recursive: true,
      filter: (path) => !path.endsWith(".js") && !path.endsWith(".map"),
    }),
  );
  writeFileOnce(join(directory, "tsconfig.json"), `${JSON.stringify(TSCONFIG, null, 2)}\n`);
}
