import type { Problem } from "../../core/problem";
import type { ZoneStore } from "../../lifecycle/zone-store";
import type { ObjectValue } from "../codec/value";
import type { ObjectSchema } from "../schema/schema";

/** Something that is read. `store` is asked for only by those that read a zone. */
export interface DataSource {
  readonly schema: ObjectSchema;
  validate(config: ObjectValue): readonly Problem[];
  /** The computed attributes. */
  read(config: ObjectValue, store: () => ZoneStore): Promise<ObjectValue>;
}
