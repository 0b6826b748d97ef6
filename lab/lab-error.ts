/** Something about this machine or this lab that its user has to put right; shown without a stack trace. */
export class LabError extends Error {}
