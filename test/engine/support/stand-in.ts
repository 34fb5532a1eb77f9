import { planUp } from "../../../src/apply/up/up.ts";
import { digestOfFiles } from "../../../src/deployment/digest.ts";
import type { Engine, ImageBuild } from "../../../src/engine/port.ts";
import { engineFor, placeOf } from "./place.ts";
import type { TestHub } from "./test-hub.ts";

/**
 * Gives a hub images that have the tags and labels of its hub's and its proxy's, and answer at once with nothing behind them.
 *
 * What an engine holds after `up` is the same, and comes within a second: for tests that bring a hub up some hundred times.
 * Both answer requests as a hub does that is up: `up` would wait for the first answer otherwise, to say how long nobody could sign in.
 */
export async function buildStandIns(hub: TestHub): Promise<void> {
  const engine = await engineFor(hub);
  const { steps } = await planUp(await placeOf(hub), engine);
  for (const step of steps) {
    if (step.do !== "build-image" || step.image.role === "notebook") continue;
    await buildStandIn(engine, step.image);
  }
}

/** An engine that builds such images instead of the requested ones. Everything else works as usual. */
export function withStandIns(engine: Engine): Engine {
  return new Proxy(engine, {
    get: (target, key) => {
      if (key === "buildImage") return (build: ImageBuild) => buildStandIn(target, build);
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

async function buildStandIn(engine: Engine, { tag, labels }: Pick<ImageBuild, "tag" | "labels">): Promise<void> {
  const { images } = await engine.observe([COMMON]);
  if (!images.some(({ tags }) => tags.includes(COMMON))) await engine.buildImage(imageOf(COMMON, {}, DOCKERFILE));
  await engine.buildImage(imageOf(tag, labels, `FROM ${COMMON}\n`));
}

function imageOf(tag: string, labels: ImageBuild["labels"], dockerfile: string): ImageBuild {
  return { tag, labels, dockerfile: "Dockerfile", target: null, context: { Dockerfile: dockerfile } };
}

/** Answers every request, with the only language that a slim Debian brings. */
const SERVER = [
  "$SIG{TERM} = sub { exit 0 };",
  "$server = IO::Socket::INET->new(LocalPort => 8000, Listen => 16, ReuseAddr => 1) or die $@;",
  "while ($client = $server->accept) {",
  'sysread $client, $request, 4096; print $client "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n"; close $client;',
  "}",
].join(" ");

/** The programs that are asked whether the hub answers, and the directory whose owner and mode group folders get. */
const DOCKERFILE = `FROM debian:trixie-slim
RUN mkdir -p /srv/hubwright/group-folder /srv/proxy \\
 && chown 1000:100 /srv/hubwright/group-folder && chmod 2775 /srv/hubwright/group-folder \\
 && ln -s . /srv/hubwright/again \\
 && ln -s /bin/true /srv/hubwright/answers && ln -s /bin/true /srv/hubwright/healthy && ln -s /bin/true /srv/proxy/healthy
CMD ${JSON.stringify(["perl", "-MIO::Socket::INET", "-e", SERVER])}
`;

/** What each stand-in is made of. It stays on the engine, so that it takes no command to make another. */
const COMMON = `t-stand-in:${digestOfFiles({ DOCKERFILE }).slice(0, 12)}`;
