/** A notice on its way to one target, as a record of its own: so none waits for another one. */
export interface NoticeRecord {
  readonly record: 'notice';
  readonly shape: 1;
  readonly notice: string;
  readonly target: string;
}
