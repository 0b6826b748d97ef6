export { labHostImageName, type RootFileSystem, rootFileSystems } from "./root-file-system";
