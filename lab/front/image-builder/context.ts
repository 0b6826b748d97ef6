import type { Image } from "@aws-sdk/client-imagebuilder";
import type { Call } from "./request";
import type { ImageBuilderStore } from "./store";

/** What the actions stand on. */
export interface ImageBuilderContext {
  readonly store: ImageBuilderStore;
  readonly now: () => Date;
  readonly cloud: Cloud;
  /** Begins to build an image, which is in the store; what becomes of it is said there. */
  readonly build: (image: Image, where: Place) => void;
  /** Ends the build of an image. */
  readonly cancel: (arn: string) => void;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What Image Builder asks the other services of the same account for. */
export interface Cloud {
  /** Value of a parameter of Systems Manager. */
  parameter(where: Place, name: string): Promise<string | undefined>;
  image(where: Place, imageId: string): Promise<FoundImage | undefined>;
  registerImage(where: Place, image: NewImage): Promise<string>;
  hasInstanceProfile(where: Place, name: string): Promise<boolean>;
  hasSubnet(where: Place, subnetId: string): Promise<boolean>;
  hasSecurityGroup(where: Place, groupId: string): Promise<boolean>;
}

export interface FoundImage {
  readonly name: string;
  readonly architecture: string;
  readonly rootDeviceName: string;
  readonly tags: { readonly [key: string]: string };
}

export interface NewImage extends FoundImage {
  readonly description: string | undefined;
  readonly volumeSize: number | undefined;
  readonly encrypted: boolean;
}

/** Serves a call; what it gives is the answer's JSON. @throws {AwsError} */
export type Action = (call: Call, context: ImageBuilderContext) => object | Promise<object>;
