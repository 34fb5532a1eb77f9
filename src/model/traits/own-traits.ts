/**
 * Traits of your own classes, which hubwright does not know. Add yours in hub.ts, by the class's name, or by its module and class to type `signIn.traits`:
 *
 * ```ts
 * declare module "hubwright" {
 *   interface OwnTraits {
 *     MySpawner: { queue: string };
 *   }
 * }
 * ```
 */
export interface OwnTraits {}
