import { expect } from "chai";
import { readFileSync } from "node:fs";

import { composeConfigHash } from "../../../src/deployment/compose-hash.ts";
import type { ResolvedComposeService } from "../../../src/deployment/compose-service.ts";

type RecordedHash = { says: string; service: ResolvedComposeService; hash: string };

// Recorded from compose 2.40.3. test/engine/compose-hash.test.ts asks the real one again.
const recorded = JSON.parse(readFileSync(new URL("compose-hash.json", import.meta.url), "utf8")) as RecordedHash[];

describe("the hash of a service is compose's own", () => {
  for (const { says, service, hash } of recorded) {
    it(says, () => expect(composeConfigHash(service)).to.equal(hash));
  }

  it("does not depend on the order in which the fields were written", () => {
    const { service, hash } = recorded.find(({ says }) => says.startsWith("a hub:")) as RecordedHash;
    const reversed = Object.fromEntries(Object.entries(service).toReversed()) as ResolvedComposeService;
    expect(composeConfigHash(reversed)).to.equal(hash);
  });

  it("leaves out how the container comes to be: its image's build, what it waits for, how it is pulled", () => {
    const { service, hash } = recorded[0] as RecordedHash;
    const started = {
      ...service,
      build: { context: "." },
      depends_on: { proxy: {} },
      pull_policy: "never",
      scale: 1,
      profiles: ["a"],
    };
    expect(composeConfigHash(started)).to.equal(hash);
  });

  it("differs for every recorded service", () => {
    expect(new Set(recorded.map(({ hash }) => hash)).size).to.equal(recorded.length);
  });
});
