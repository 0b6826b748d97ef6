import { join } from "node:path";
import ts from "typescript";
import { projectFolder } from "../set-up/paths";

/** A type with what its documentation says. */
export type DocumentedType =
  | { readonly kind: "text" | "number" | "flag" }
  | { readonly kind: "list" | "map"; readonly of: DocumentedType }
  | { readonly kind: "object"; readonly properties: readonly DocumentedProperty[] }
  /** Nothing that Terraform has a type for. */
  | { readonly kind: "other"; readonly text: string };

export interface DocumentedProperty {
  readonly name: string;
  readonly type: DocumentedType;
  readonly required: boolean;
  /** The text of its docstring, or of its type's, and its default; empty where there is none. */
  readonly description: string;
}

/** What the compiler knows of `Variables` and `Outputs`. */
export function documentedTypes(): { readonly variables: DocumentedType; readonly outputs: DocumentedType } {
  const file = join(__dirname, "described.ts");
  const { config } = ts.readConfigFile(join(projectFolder, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [file] }, ts.sys, projectFolder);
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
  const named = (name: string) =>
    objectOf(checker.getDeclaredTypeOfSymbol(exported.find((each) => each.name === name)!), checker);
  return { variables: named("Variables"), outputs: named("Outputs") };
}

function documentedType(given: ts.Type, checker: ts.TypeChecker): DocumentedType {
  const type = checker.getNonNullableType(given);
  if (isEvery(type, ts.TypeFlags.StringLike)) return { kind: "text" };
  if (isEvery(type, ts.TypeFlags.NumberLike)) return { kind: "number" };
  if (isEvery(type, ts.TypeFlags.BooleanLike)) return { kind: "flag" };
  const item = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  if (item) return { kind: "list", of: documentedType(item, checker) };
  const entry = type.getStringIndexType();
  if (entry) return { kind: "map", of: documentedType(entry, checker) };
  if (type.isUnion() || !(type.flags & ts.TypeFlags.Object)) return { kind: "other", text: checker.typeToString(type) };
  return objectOf(type, checker);
}

function objectOf(type: ts.Type, checker: ts.TypeChecker): DocumentedType {
  // What a class has from its base is none of its own.
  const inherited = new Set(
    (type.getBaseTypes() ?? []).flatMap((base) => (base.isClass() ? base.getProperties() : [])),
  );
  const isClass = type.isClass() || type.symbol.flags & ts.SymbolFlags.Class;
  const properties = type.getProperties().filter((property) => {
    const declaration = property.valueDeclaration;
    if (!declaration || inherited.has(property)) return false;
    if (!isClass) return true;
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    const isField = ts.isPropertyDeclaration(declaration) && declaration.parent === type.symbol.valueDeclaration;
    return isField && !(ts.getCombinedModifierFlags(declaration) & hidden);
  });
  return {
    kind: "object",
    properties: properties.flatMap((property) => {
      const ofProperty = checker.getTypeOfSymbol(property);
      // A property that can only be absent is none, e.g. `provider` where there are no providers.
      if (isEvery(ofProperty, ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return [];
      return [
        {
          name: property.name,
          type: documentedType(ofProperty, checker),
          required: !(property.flags & ts.SymbolFlags.Optional),
          description: descriptionOf(property, checker),
        },
      ];
    }),
  };
}

/** Whether a type, or each of those that it may be, is of some kind. */
function isEvery(type: ts.Type, flags: ts.TypeFlags): boolean {
  return type.isUnion() ? type.types.every((each) => isEvery(each, flags)) : (type.flags & flags) !== 0;
}

function descriptionOf(property: ts.Symbol, checker: ts.TypeChecker): string {
  const tags = property.getJsDocTags(checker);
  const tag = (name: string) => ts.displayPartsToString(tags.find((each) => each.name === name)?.text).trim();
  const ofDefault = tag("default").replace(/^- /, "");
  const seen = seenProperty(property, tag("see"), checker);
  const text = ts.displayPartsToString(property.getDocumentationComment(checker));
  const parts = [
    text.trim(),
    ...(ofDefault === "" ? [] : [`Default: ${ofDefault}.`]),
    ...(seen ? [descriptionOf(seen, checker)] : []),
  ];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replace(/\s+/g, " ");
}

/** What `@see ZoneConfig.vpcs` names: its description is the property's own. */
function seenProperty(property: ts.Symbol, seen: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  const [, owner, name] = /^(\w+)\.(\w+)$/.exec(seen) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const symbol = checker.resolveName(owner, property.valueDeclaration, ts.SymbolFlags.Type, false);
  return symbol && checker.getDeclaredTypeOfSymbol(symbol).getProperty(name);
}
