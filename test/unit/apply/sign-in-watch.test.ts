import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { SignInWatch } from "../../../src/apply/sign-in-watch.ts";
import { sayAway } from "../../../src/plan/away.ts";
import { noteAwayTime, readAwayTimes } from "../../../src/workspace/away-times.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

describe("the time that sign-in is away", () => {
  const directory = temporaryDirectory();
  let server: Server;
  let status = 200;
  let url: string;

  beforeEach(async () => {
    status = 200;
    server = createServer((_, response) => void response.writeHead(status).end());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => {
    server.close();
  });

  it("is from the first question without an answer to the answer after the last", async () => {
    const watch = new SignInWatch(url);
    await sleep(300);
    status = 503;
    await sleep(600);
    status = 200;
    await sleep(300);
    status = 503;
    await sleep(300);
    const ending = watch.end();
    await sleep(300);
    status = 200;
    // Between the two edges lie 1500 ms; each is seen up to one question late.
    expect(await ending).to.be.within(1200, 2500);
  });

  it("is nothing where every question is answered", async () => {
    const watch = new SignInWatch(url);
    await sleep(300);
    expect(await watch.end()).to.equal(0);
  });

  it("is unknown where the hub cannot be asked from here", async () => {
    server.close();
    await once(server, "close");
    expect(await new SignInWatch(url).end()).to.equal(undefined);
  }).timeout(10_000);

  it("asks no more once it is stopped", async () => {
    let asked = 0;
    server.on("request", () => (asked += 1));
    const watch = new SignInWatch(url);
    await sleep(250);
    watch.stop();
    await sleep(150);
    const before = asked;
    expect(before).to.be.greaterThan(0);
    await sleep(400);
    expect(asked).to.equal(before);
  });

  it("is kept by cause, the last five", () => {
    for (const took of [1, 2, 3, 4, 5, 6.4]) noteAwayTime(directory(), "hub", took);
    noteAwayTime(directory(), "proxy", 9);
    expect(readAwayTimes(directory())).to.deep.equal({ hub: [2, 3, 4, 5, 6], proxy: [9] });
  });

  for (const text of ["", "{", "[]x", '{"hub":"soon"}', "null"]) {
    it(`begins anew where what was kept is ${JSON.stringify(text)}`, () => {
      mkdirSync(join(directory(), ".hubwright"), { recursive: true });
      writeFileSync(join(directory(), ".hubwright", "away.json"), text);
      expect(readAwayTimes(directory())).to.deep.equal({});
      noteAwayTime(directory(), "hub", 7);
      expect(readAwayTimes(directory())).to.deep.equal({ hub: [7] });
    });
  }

  for (const [servers, wentOn, cause, words] of [
    [3, 3, "hub", "Sign-in was away for 4.1 s; 3 servers went on."],
    [1, 1, "upgrade", "Sign-in was away for 4.1 s; 1 server went on."],
    [3, 2, "hub", "Sign-in was away for 4.1 s; 2 of 3 servers went on."],
    [0, 0, "hub", "Sign-in was away for 4.1 s; no server was running."],
    [
      2,
      2,
      "proxy",
      "Sign-in was away for 4.1 s; 2 servers went on. The proxy is a new one: pages that were open make their connections anew.",
    ],
  ] as const) {
    it(`is told in words: ${words}`, () => {
      expect(sayAway({ took: 4100, cause, servers, wentOn })).to.equal(words);
    });
  }
});
