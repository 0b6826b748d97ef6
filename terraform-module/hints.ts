import { snakeCase } from "../components/cdktf/recording-kit";
import { isCdkArgument } from "./cdk-names";
import type { DocumentedType } from "./documented-type";
import type { Hint } from "./learned-shape";

/**
 * What a CDK's own class tells of an argument.
 *
 * @throws an Error when the class has another name for something in it than the constructs' in snake case
 */
export function hintOfCdk(argument: unknown, place: string): Hint {
  // Terraform's own resource takes anything, and keys as they are.
  if (!isCdkArgument(argument)) return {};
  const { value, isBlock, storageClassType } = argument;
  if (!isBlock && storageClassType !== "objectList") return { isCollection: /List$|Map$/.test(storageClassType) };
  const items = (Array.isArray(value) ? value : [value]) as { readonly [name: string]: unknown }[];
  return {
    object: {
      isBlock,
      below: (name) => {
        const found = items.map((each) => each[snakeCase(name)]).find((each) => each !== undefined);
        if (found === undefined) throw otherName(`${place}.${name}`);
        return hintOfCdk(found, `${place}.${name}`);
      },
    },
  };
}

export function otherName(place: string): Error {
  return new Error(
    `${place}: the CDK has another name for it in Terraform than ${snakeCase(place.split(".").at(-1)!)}`,
  );
}

/** What the type of an output tells. */
export function hintOfType(type: DocumentedType): Hint {
  switch (type.kind) {
    case "list":
    case "map":
      return { isCollection: true, items: hintOfType(type.of) };
    case "object":
      return {
        object: {
          isBlock: false,
          below: (name) => hintOfType(type.properties.find((each) => each.name === name)!.type),
        },
      };
    default:
      return {};
  }
}
