import type { Readable } from "node:stream";
import type { Connection } from "./connection.ts";
import { readReference } from "./image-reference.ts";
import { jsonLines } from "./json-lines.ts";

/** What a container of an imported image runs where nothing else is said: a file system alone does not know. */
const IMPORTED_COMMAND = 'CMD ["bash"]';

export async function importImage(connection: Connection, archive: Readable, reference: string): Promise<void> {
  const { name, tag } = readReference(reference);
  const doing = `import ${reference}`;
  // Otherwise an interrupted archive would leave the request, and us, waiting forever.
  const broken = new Promise<never>((_, reject) => archive.once("error", reject));
  await connection.ask(doing, (docker) => Promise.race([send(docker), broken]));

  async function send(docker: Connection["docker"]): Promise<void> {
    const stream = await docker.importImage(archive, { repo: name, tag, changes: IMPORTED_COMMAND });
    for await (const message of jsonLines(stream as unknown as AsyncIterable<Buffer>)) {
      if (typeof message["error"] === "string") throw Object.assign(new Error(message["error"]), { statusCode: 500 });
    }
  }
}

export async function tagImage(connection: Connection, image: string, tag: string): Promise<void> {
  const reference = readReference(tag);
  await connection.ask(`tag ${image} as ${tag}`, () =>
    connection.image(image).tag({ repo: reference.name, tag: reference.tag }),
  );
}

export async function removeImage(connection: Connection, reference: string): Promise<void> {
  await connection.ask(`remove the image ${reference}`, () => connection.image(reference).remove());
}
