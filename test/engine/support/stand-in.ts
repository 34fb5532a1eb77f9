import { planUp } from "../../../src/apply/up.ts";
import { contextFromFiles } from "../../../src/engine/context.ts";
import type { Engine, ImageBuild } from "../../../src/engine/port.ts";
import { engineFor, placeOf } from "./place.ts";
import type { TestHub } from "./test-hub.ts";

/**
 * Gives a hub images that have the tags and labels of its hub's and its proxy's, and answer at once with nothing behind them.
 *
 * What an engine holds after `up` is the same, and comes within a second: for tests that bring a hub up some hundred times.
 */
export async function buildStandIns(hub: TestHub): Promise<void> {
  const engine = await engineFor(hub);
  const { steps } = await planUp(await placeOf(hub), engine);
  for (const step of steps) {
    if (step.do !== "build-image" || step.image.role === "notebook") continue;
    await engine.buildImage(standInFor(step.image));
  }
}

/** An engine that builds such images whatever it is to build. It does everything else as it does. */
export function withStandIns(engine: Engine): Engine {
  return new Proxy(engine, {
    get: (target, key) => {
      if (key === "buildImage") return (build: ImageBuild) => target.buildImage(standInFor(build));
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function standInFor({ tag, labels }: Pick<ImageBuild, "tag" | "labels">): ImageBuild {
  return { tag, labels, dockerfile: "Dockerfile", target: null, context: contextFromFiles({ Dockerfile: DOCKERFILE }) };
}

/** The programs that are asked whether the hub answers, and the directory whose owner and mode group folders get. */
const DOCKERFILE = `FROM debian:trixie-slim
RUN mkdir -p /srv/hubwright/group-folder /srv/proxy \\
 && chown 1000:100 /srv/hubwright/group-folder && chmod 2775 /srv/hubwright/group-folder \\
 && ln -s . /srv/hubwright/again \\
 && ln -s /bin/true /srv/hubwright/answers && ln -s /bin/true /srv/proxy/healthy
CMD ["sh", "-c", "trap 'exit 0' TERM; sleep infinity & wait"]
`;
