type PickDefined<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** A copy without the fields that are undefined: with `exactOptionalPropertyTypes` an optional field is absent, never undefined. */
export function pickDefined<Fields extends object>(fields: Fields): PickDefined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as PickDefined<Fields>;
}
