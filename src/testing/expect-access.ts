import { mayVerdict, type NobodyOptions, nobodyVerdict, onlyVerdict } from "./access-verdicts.ts";
import type { HubAccess } from "./hub-access.ts";
import type { Place } from "./place.ts";
import type { May } from "./say-access.ts";
import { enforce } from "./verdict.ts";
import type { GroupOfPeople, Who } from "./who.ts";

/**
 * Fails unless a person may read a place; who may write it may read it, too.
 *
 * @param access - From `access`.
 * @throws AssertionError that says what they have and why. TestMistake for a person or place that does not exist.
 *
 * @example
 * ```ts
 * expectRead(access(hub, people), "ann", "/home/jovyan/math8660-handouts");
 * ```
 */
export function expectRead(access: HubAccess, person: Who, place: Place): void {
  enforce(mayVerdict(access, "read", person, place), false, expectRead);
}

/** Fails unless a person may write to a place; otherwise as {@link expectRead}. */
export function expectWrite(access: HubAccess, person: Who, place: Place): void {
  enforce(mayVerdict(access, "write", person, place), false, expectWrite);
}

/** Fails if a person may read a place, or write to it; otherwise as {@link expectRead}. */
export function expectNoRead(access: HubAccess, person: Who, place: Place): void {
  enforce(mayVerdict(access, "read", person, place), true, expectNoRead);
}

/** Fails if a person may write to a place; they may read it. Otherwise as {@link expectRead}. */
export function expectNoWrite(access: HubAccess, person: Who, place: Place): void {
  enforce(mayVerdict(access, "write", person, place), true, expectNoWrite);
}

/**
 * Fails if anyone on the list may read, or write to, a place.
 *
 * @param options - With `except`, the people and groups in it are not asked about; {@link expectOnly} also says that they may.
 *
 * @example
 * ```ts
 * expectNobody(who, "write", "math-shared.handouts-math8660", { except: [{ group: "math8660", standing: "staff" }] });
 * ```
 */
export function expectNobody(access: HubAccess, may: May, place: Place, options: NobodyOptions = {}): void {
  enforce(nobodyVerdict(access, may, place, options), false, expectNobody);
}

/**
 * Fails unless exactly these people, and nobody else on the list, may read or write to a place.
 *
 * @example
 * ```ts
 * expectOnly(who, ["prof", "ta"], "write", { key: "handouts", group: "math8660" });
 * ```
 */
export function expectOnly(access: HubAccess, people: readonly (Who | GroupOfPeople)[], may: May, place: Place): void {
  enforce(onlyVerdict(access, people, may, place), false, expectOnly);
}
