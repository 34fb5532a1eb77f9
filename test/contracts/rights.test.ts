import { expect } from "chai";
import { type ClosedBoxes, copiedBoxes } from "../../src/access/closed-boxes.ts";
import { type Given, givenBy } from "../../src/access/held.ts";
import { whoLoses } from "../../src/access/rights.ts";
import type { ResolvedPolicy } from "../../src/model/hub/resolved-policy.ts";
import { GroupMap } from "../../src/model/roster/group-map.ts";
import { casesOf, hubOf } from "./cases.ts";

interface RightsCase {
  readonly volumes: readonly ResolvedPolicy[];
  /** The volumes that the definition has afterward, if they change. */
  readonly volumesAfter?: readonly ResolvedPolicy[];
  readonly before: string;
  readonly after: string;
  /** The boxes that the hub has copied. */
  readonly copied?: readonly ClosedBoxes[];
  /** Those that it copies in the meantime. */
  readonly copiedAfter?: readonly ClosedBoxes[];
  readonly loses: readonly string[];
}

describe("who loses something", () => {
  for (const {
    says,
    volumes,
    volumesAfter,
    before,
    after,
    copied = [],
    copiedAfter = [],
    loses,
  } of casesOf<RightsCase>("rights")) {
    it(says, () => {
      const was = given(volumes, before, copied);
      const is = given(volumesAfter ?? volumes, after, [...copied, ...copiedAfter]);
      expect(whoLoses(was.held, is)).to.deep.equal(loses);
    });
  }
});

function given(volumes: readonly ResolvedPolicy[], userlist: string, copied: readonly ClosedBoxes[]): Given {
  const hub = hubOf({ hub: "math", volumes });
  return givenBy(hub, GroupMap.parse(userlist), { closed: copiedBoxes(hub, copied) });
}
