import { coveredGroups } from "../access/claims.ts";
import {
  boxCopyPlace,
  boxPlace,
  groupPlace,
  hubPlace,
  personPlace,
  type VolumePlace,
} from "../access/volume-places.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { encodePart, fitName } from "../model/hub/names.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import type { GroupMap } from "../model/roster/group-map.ts";

/** One volume that a policy has for some person or group on the list, whether or not anyone has access to it, and where it would be mounted. */
export interface KnownPlace extends VolumePlace {
  readonly policy: ResolvedPolicy;
  /** Whether the path has its owner's name in it; if not, it means the owner's own server. */
  readonly isNamed: boolean;
}

/** The people whose names are in a place, and by policy the groups. */
interface NamesIn {
  readonly people: readonly string[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** A volume's name that was cut ends in a digest, so no name can be found in it. */
const CUT = /^.{102}_h[0-9a-f]{16}$/;

/** Every volume and path that the policies of a hub have for the people and groups of a list. */
export class KnownPlaces {
  readonly #hub: HubDefinition;
  readonly #people: GroupMap;
  readonly #groups: readonly string[];
  readonly #names: readonly { readonly name: string; readonly inPath: string; readonly inVolume: string }[];
  /** By path or volume, the names in it: everybody is asked about the same few places. */
  readonly #inPlace = new Map<string, NamesIn>();
  #ofMembers: readonly KnownPlace[] | undefined;

  constructor(hub: HubDefinition, people: GroupMap) {
    this.#hub = hub;
    this.#people = people;
    this.#groups = people.groups;
    this.#names = people.people.map(({ name }) => {
      const inVolume = encodePart(name);
      return { name, inVolume, inPath: fitName(inVolume) };
    });
  }

  get policies(): readonly ResolvedPolicy[] {
    return Object.values(this.#hub.volumes);
  }

  /** The groups that a policy is for: those it names, or those on the list. */
  groupsOf({ groups }: ResolvedPolicy): readonly string[] {
    return groups ?? this.#groups;
  }

  /**
   * What may be at a path in somebody's server. A path without a person's name in it means that person's own volumes.
   *
   * @param person - Whose server it is.
   */
  at(path: string, person: string): readonly KnownPlace[] {
    return this.#ofNamesIn(path, person).filter(
      ({ at, owner, isNamed }) => at === path && (isNamed || owner === null || owner === person),
    );
  }

  /** The volume of that name, once for each policy and path that it may have. */
  named(volume: string, person: string): readonly KnownPlace[] {
    const places = CUT.test(volume) ? this.usual(person) : this.#ofNamesIn(volume, person);
    return places.filter((place) => place.volume === volume);
  }

  /** What people have as owners or in their groups, for suggestions. */
  usual(person: string): readonly KnownPlace[] {
    const own = this.policies.flatMap((policy) => this.#placesOf(policy, this.groupsOf(policy), [person], person));
    return [...own, ...this.#usualOfMembers()];
  }

  #ofNamesIn(place: string, person: string): readonly KnownPlace[] {
    const names = this.#inPlace.get(place) ?? this.#findNames(place);
    this.#inPlace.set(place, names);
    return this.policies.flatMap((policy) =>
      this.#placesOf(policy, names.groups.get(policy.key) ?? [], [person, ...names.people], person),
    );
  }

  #findNames(place: string): NamesIn {
    const isPath = place.startsWith("/");
    const isIn = (group: string) => place.includes(isPath ? group : encodePart(group));
    return {
      people: this.#names.flatMap(({ name, inPath, inVolume }) =>
        place.includes(isPath ? inPath : inVolume) ? [name] : [],
      ),
      groups: new Map(this.policies.map((policy) => [policy.key, this.groupsOf(policy).filter(isIn)])),
    };
  }

  #usualOfMembers(): readonly KnownPlace[] {
    this.#ofMembers ??= this.#people.people.flatMap((person) =>
      this.policies.flatMap((policy) =>
        this.#placesOf(policy, coveredGroups(policy, person), [person.name], person.name),
      ),
    );
    return this.#ofMembers;
  }

  /** @param server - Whose server it is; owners are those whose volumes are asked about. */
  #placesOf(
    policy: ResolvedPolicy,
    groups: readonly string[],
    owners: readonly string[],
    server: string,
  ): readonly KnownPlace[] {
    const here = { hub: this.#hub.name, policy };
    const known = (place: VolumePlace | null, isNamed = false): readonly KnownPlace[] =>
      place === null ? [] : [{ policy, ...place, isNamed }];
    switch (policy.per) {
      case "person":
        return owners.flatMap((owner) => known(personPlace(here, owner)));
      case "hub":
        return known(hubPlace(here, server));
      case "group":
        return groups.flatMap((group) => known(groupPlace(here, group, server)));
      case "drop-box":
        return groups.flatMap((group) => [
          ...owners.flatMap((owner) => [
            ...known(boxPlace(here, group, owner, policy.at)),
            ...known(boxPlace(here, group, owner, policy.collectAt), true),
          ]),
          ...known(boxCopyPlace(here, group, server)),
        ]);
    }
  }
}
