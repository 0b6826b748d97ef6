/** What one of the lab's own addresses answers. */
export interface LabAnswer {
  readonly status: number;
  readonly content?: object;
}
