/** The first line of each generated file, behind the comment sign of its language. */
export const GENERATED = "Made by hubwright from hub.ts. Change that file, then run: hubwright generate";
