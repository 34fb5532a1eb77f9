import { expect } from "chai";
import type { NetworkSpec } from "../../../src/deployment/deployment.ts";
import type { EngineView } from "./engine-view.ts";

/**
 * Makes an engine create a network as it does for two requests at the same moment: without checking whether the name is taken.
 *
 * @returns its id; undefined from Docker 25 on, which checks in any case: there one network is all that there can be.
 */
export async function createNetworkUnchecked(
  { docker }: EngineView,
  { name, labels }: Pick<NetworkSpec, "name" | "labels">,
): Promise<string | undefined> {
  const { Version } = await docker.version();
  const request = docker.createNetwork({ Name: name, CheckDuplicate: false, Labels: { ...labels } });
  if (Number.parseInt(Version, 10) < 25) return (await request).id;
  await request.then(
    () => expect.fail("a second network of one name was made"),
    (error: unknown) => expect(error).to.have.property("statusCode", 409),
  );
  return undefined;
}
