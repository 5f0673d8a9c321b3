import { Fragment, type JSX } from "preact";

/** A job's name, which breaks only where its parts meet. */
export function JobName({ job }: { readonly job: string }): JSX.Element {
  const parts = job.split(/(?<=\/)/);
  return (
    <>
      {parts.map((part) => (
        <Fragment key={part}>
          <span class="job-part">{part}</span>
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
