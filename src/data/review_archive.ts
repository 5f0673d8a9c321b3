import { type Review } from "./review_corpus.ts";
import { readReviewTar } from "./review_tar.ts";
import { type ArchiveContent, type ArchiveOptions, readArchive } from "./source_archive.ts";
import type { Source } from "./sources.ts";

/**
 * Finds the archive of movie reviews and reads it: in the mirror if one is named and holds it, else among the downloads, else
 * from the publisher.
 *
 * @param source of the archive; a mirror's copy names as its member the folder that holds the corpus
 * @param folder of the official archive that holds the corpus
 * @throws CliError when the mirror is no readable folder, the archive cannot be had, or cannot be read
 */
export function deriveReviews(
  source: Source,
  folder: string,
  options: ArchiveOptions,
): Promise<ArchiveContent<Review[]>> {
  return readArchive(source, {
    official: (path) => readReviewTar(path, folder),
    copy: readReviewTar,
  }, options);
}
