import { mustRun } from "./command.ts";
import type { TestHub } from "./test-hub.ts";

/**
 * Does something while a hub's notebooks have another image: its own, with some lines of a Dockerfile on top.
 *
 * @param lines - Null takes the image away altogether.
 */
export async function withNotebookImage<T>(
  hub: TestHub,
  lines: readonly string[] | null,
  work: () => Promise<T>,
): Promise<T> {
  const env = { DOCKER_HOST: hub.engine.dockerHost };
  const docker = (...words: string[]) => mustRun("docker", words, { env });
  const [image, kept] = [`${hub.name}-notebook:latest`, `${hub.name}-notebook:whole`];
  await docker("tag", image, kept);
  try {
    if (lines === null) await docker("rmi", image);
    else {
      hub.write("broken/Dockerfile", [`FROM ${kept}`, "USER root", ...lines, "USER jovyan", ""].join("\n"));
      await docker("build", "--quiet", "--tag", image, `${hub.directory}/broken`);
    }
    return await work();
  } finally {
    await docker("tag", kept, image);
    await docker("rmi", kept);
  }
}

/** The line of a Dockerfile that replaces the notebook's command with a script. */
export function commandIs(script: string): string {
  const text = Buffer.from(`#!/bin/sh\n${script}\n`).toString("base64");
  return `RUN echo ${text} | base64 -d > /usr/local/bin/jupyterhub-singleuser`;
}
