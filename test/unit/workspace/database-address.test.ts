import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { checkDatabaseAddress } from "../../../src/workspace/hub/database-address.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("the address of a person's own database", () => {
  const directory = temporaryDirectory();
  const check = (address: string) => {
    mkdirSync(join(directory(), "secrets"), { recursive: true });
    writeFileSync(join(directory(), "secrets", "database.env"), `DATABASE_URL=${address}\n`);
    return () => checkDatabaseAddress(directory());
  };

  it("is one of PostgreSQL, with host and name", () => {
    for (const address of ["postgresql://ann:p%40ss@db.example.org:5433/hub?sslmode=require", "postgres://db/hub"])
      expect(check(address)).not.to.throw();
  });

  it("is refused without being repeated, since it holds a password", () => {
    for (const address of ["mysql://ann:sekret@h/d", "postgresql://ann:sekret@h", "postgresql:///sekret", "sekret"])
      expect(check(address))
        .to.throw(HubwrightError, /is not the address/)
        .and.satisfy(({ message, hint }: HubwrightError) => !`${message}${hint}`.includes("sekret"));
  });

  it("is asked for where it is missing", () => {
    expect(() => checkDatabaseAddress(directory())).to.throw(HubwrightError, /database\.env does not exist/);
  });
});
