export { type EngineEnvironmentOptions, engineEnvironment, stateFolder } from "./engine-environment";
export { lockHolders, removeStaleLocks } from "./locks";
export { type LabStack, openStack, type StackOptions } from "./stack";
