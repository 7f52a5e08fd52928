/** Where in the bucket the files of a batch or an export stand; whatever belongs to one begins with `<org>/<its id>/`. */
const folderOf = (org: string, batchId: string) => `${org}/${batchId}`;

/** The file as the caller uploads it. */
export const uploadKey = (org: string, batchId: string) => `${folderOf(org, batchId)}/upload.csv`;

/** The rows of a chunk as validation left them. */
export const chunkKey = (org: string, batchId: string, chunk: number) =>
  `${folderOf(org, batchId)}/chunks/${numbered(chunk)}.json`;

/** The rows of a chunk as its run left them. */
export const rowsKey = (org: string, batchId: string, chunk: number) =>
  `${folderOf(org, batchId)}/rows/${numbered(chunk)}.json`;

export const errorsKey = (org: string, batchId: string) => `${folderOf(org, batchId)}/errors.csv`;

export const resultsKey = (org: string, batchId: string) => `${folderOf(org, batchId)}/results.csv`;

/** A file for the provider's own batch service, and what became of each of its lines. */
export const partFileKey = (org: string, batchId: string, file: string) =>
  `${folderOf(org, batchId)}/provider/${file}.csv`;
export const partLinesKey = (org: string, batchId: string, file: string) =>
  `${folderOf(org, batchId)}/provider/${file}.json`;

/** A part of an export's file, and the file; the export has a folder as a batch has. */
export const exportPartKey = (org: string, exportId: string, run: string, part: number) =>
  `${folderOf(org, exportId)}/parts/${run}-${numbered(part)}.csv`;
export const exportKey = (org: string, exportId: string) => `${folderOf(org, exportId)}/export.csv`;

/** Five digits: a million rows are 5,000 chunks. */
function numbered(chunk: number): string {
  return String(chunk).padStart(5, '0');
}
