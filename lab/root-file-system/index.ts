export { buildImageTree, type ImageTreeBuild } from "./build-image-tree";
export { debianTreeName, labHostImageName, type RootFileSystem, rootFileSystems } from "./root-file-system";
