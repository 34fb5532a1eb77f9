import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { SignInWatch } from "../../../src/apply/up/sign-in-watch.ts";
import { sayAway } from "../../../src/plan/away.ts";
import { noteAwayTime, readAwayTimes } from "../../../src/workspace/hub/away-times.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

interface Asked {
  readonly path: string;
  readonly status: number;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

describe("the time that sign-in is unavailable", () => {
  const directory = temporaryDirectory();
  let server: Server;
  let status = 200;
  let url: string;
  let asked: Asked[];

  beforeEach(async () => {
    status = 200;
    asked = [];
    server = createServer((request, response) => {
      asked.push({ path: request.url ?? "", status, at: performance.now() });
      response.writeHead(status).end();
      server.emit("asked");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.close();
  });

  /** Waits for further questions. */
  async function questions(count: number, path = "/"): Promise<void> {
    for (let left = count; left > 0;) {
      await once(server, "asked");
      if (asked.at(-1)?.path === path) left -= 1;
    }
  }

  it("is from the first request without an answer to the answer after the last one", async () => {
    const watch = new SignInWatch(`${url}/`);
    for (const [answer, count] of [
      [200, 1],
      [503, 3],
      [200, 2],
      [503, 1],
    ] as const) {
      status = answer;
      await questions(count);
    }
    const ending = watch.end();
    await questions(1);
    status = 200;
    const away = await ending;
    const ended = performance.now();
    expect(asked.map(({ status: answer }) => answer)).to.deep.equal([200, 503, 503, 503, 200, 200, 503, 503, 200]);
    const [before, miss, back] = [asked[0], asked[1], asked.at(-1)].map((question) => question?.at ?? NaN);
    expect(away).to.be.within(Number(back) - Number(miss), ended - Number(before));
  });

  it("is zero if every request is answered", async () => {
    const watch = new SignInWatch(`${url}/`);
    await questions(2);
    expect(await watch.end()).to.equal(0);
  });

  it("is unknown if the hub cannot be asked from here, and is not waited for", async () => {
    status = 503;
    const watch = new SignInWatch(`${url}/`);
    await questions(1);
    expect(await watch.end()).to.equal(undefined);
    expect(asked).to.have.length.at.most(2);
    server.close();
    await once(server, "close");
    expect(await new SignInWatch(`${url}/`).end()).to.equal(undefined);
  });

  it("asks no more once it is stopped", async () => {
    const watch = new SignInWatch(`${url}/`);
    await questions(1);
    watch.stop();
    // Another one continues at the same pace.
    const other = new SignInWatch(`${url}/other`);
    await questions(4, "/other");
    other.stop();
    expect(asked.filter(({ path }) => path === "/")).to.have.length(1);
  });

  it("is kept by cause, the last five", () => {
    for (const took of [1, 2, 3, 4, 5, 6.4]) noteAwayTime(directory(), "hub", took);
    noteAwayTime(directory(), "proxy", 9);
    expect(readAwayTimes(directory())).to.deep.equal({ hub: [2, 3, 4, 5, 6], proxy: [9] });
  });

  for (const text of ["", "{", "[]x", '{"hub":"soon"}', "null"]) {
    it(`starts over where what was kept is ${JSON.stringify(text)}`, () => {
      mkdirSync(join(directory(), ".hubwright"), { recursive: true });
      writeFileSync(join(directory(), ".hubwright", "away.json"), text);
      expect(readAwayTimes(directory())).to.deep.equal({});
      noteAwayTime(directory(), "hub", 7);
      expect(readAwayTimes(directory())).to.deep.equal({ hub: [7] });
    });
  }

  for (const [servers, wentOn, cause, words] of [
    [3, 3, "hub", "Sign-in was unavailable for 4.1 s; 3 servers kept running."],
    [1, 1, "upgrade", "Sign-in was unavailable for 4.1 s; 1 server kept running."],
    [3, 2, "hub", "Sign-in was unavailable for 4.1 s; 2 of 3 servers kept running."],
    [0, 0, "hub", "Sign-in was unavailable for 4.1 s; no server was running."],
    [
      2,
      2,
      "proxy",
      "Sign-in was unavailable for 4.1 s; 2 servers kept running. The proxy was replaced: open pages reconnect.",
    ],
  ] as const) {
    it(`is reported as: ${words}`, () => {
      expect(sayAway({ took: 4100, cause, servers, wentOn })).to.equal(words);
    });
  }
});
