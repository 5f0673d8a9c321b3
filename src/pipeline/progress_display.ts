/**
 * Shows a run on a terminal as a block that is drawn over and over: the plan with its time left, and a line per running
 * job. Where the output is no terminal, it prints the same in one line, a few times a minute. Warnings and failures are
 * printed once in either case, and stay.
 */
import { CliError } from "../core/cli_error.ts";
import type { JobProgress } from "../core/job.ts";
import type { PlannedJob } from "./plan.ts";
import type { RunEvent } from "./run_event.ts";
import { TimeLeft } from "./time_left.ts";

/** Where and how a run is shown. */
export interface DisplayOptions {
  /** Standard error by default, which leaves standard output to results. */
  readonly write?: (text: string) => void;
  /** Whether the output can be drawn over. */
  readonly isTerminal?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: () => number;
  /** Milliseconds from an arbitrary origin. */
  readonly now?: () => number;
  /** Shows warnings and failures alone. */
  readonly quiet?: boolean;
}

const REDRAW_MILLISECONDS = 100;
const LINE_MILLISECONDS = 20_000;
/** Running jobs shown, since a block higher than the terminal cannot be drawn over. */
const MOST_LINES = 16;
const BAR_CHARACTERS = 24;

function writeToStandardError(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) {
    written += Deno.stderr.writeSync(bytes.subarray(written));
  }
}

/** A duration as people say it: `2 h 05 min`, `3 min 20 s`, `8 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const padded = (value: number): string => String(value).padStart(2, "0");
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${padded(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${padded(Math.floor(seconds % 3600 / 60))} min`;
}

function percentage(fraction: number): string {
  return `${Math.floor(fraction * 100)}%`.padStart(4);
}

function nameOf({ specs: [first] }: PlannedJob): string {
  return first.id;
}

/** The display of one run. */
export class ProgressDisplay {
  readonly #options: Required<DisplayOptions>;
  readonly #timeLeft = new TimeLeft();
  readonly #running = new Map<string, { readonly name: string; progress?: JobProgress }>();
  #jobs = 0;
  #ended = 0;
  #drawnLines = 0;
  #drawnAt = -Infinity;

  /** Shows nothing before the first event. */
  constructor(options: DisplayOptions = {}) {
    this.#options = {
      write: options.write ?? writeToStandardError,
      isTerminal: options.isTerminal ?? Deno.stderr.isTerminal(),
      columns: options.columns ?? (() => Deno.consoleSize().columns),
      now: options.now ?? (() => performance.now()),
      quiet: options.quiet ?? false,
    };
  }

  /** Takes note of an event and shows it; to be given to a run as it is. */
  readonly observe = (event: RunEvent): void => {
    const now = this.#options.now();
    this.#timeLeft.observe(event, now);
    switch (event.type) {
      case "planned":
        this.#jobs = event.plan.jobs.length;
        break;
      case "started":
        this.#running.set(event.job.key, { name: nameOf(event.job) });
        break;
      case "resumed":
        this.#say(`${nameOf(event.job)} goes on from its last checkpoint`, true);
        break;
      case "progressed":
        this.#running.set(event.job.key, { name: nameOf(event.job), progress: event.progress });
        break;
      case "finished":
      case "reused":
        this.#end(event.job);
        break;
      case "failed":
        this.#end(event.job);
        this.#say(failureText(event.job, event.error));
        break;
      case "skipped":
        this.#end(event.job);
        this.#say(`${nameOf(event.job)} does not run: ${event.reason}`);
        break;
      case "waiting": {
        const process = event.holder === undefined ? "" : ` (process ${event.holder})`;
        this.#say(`${nameOf(event.job)} is being computed by another run${process}; waiting`, true);
        break;
      }
      case "warning":
        this.#say(`Warning: ${event.text}`);
    }
    const pause = this.#options.isTerminal ? REDRAW_MILLISECONDS : LINE_MILLISECONDS;
    if (now - this.#drawnAt < pause) return;
    this.#draw(now);
  };

  /** Shows the last state and leaves it there. */
  close(): void {
    if (this.#jobs > 0) this.#draw(this.#options.now());
    this.#drawnLines = 0;
  }

  #end({ key }: PlannedJob): void {
    this.#running.delete(key);
    this.#ended++;
  }

  #erase(): string {
    const lines = this.#drawnLines;
    this.#drawnLines = 0;
    return lines === 0 ? "" : `\x1b[${lines}A\x1b[0J`;
  }

  /** Prints a line that stays, and draws the block below it at the next occasion. */
  #say(text: string, dispensable = false): void {
    if (dispensable && this.#options.quiet) return;
    this.#options.write(`${this.#erase()}${text}\n`);
    this.#drawnAt = this.#options.isTerminal ? -Infinity : this.#drawnAt;
  }

  #draw(now: number): void {
    if (this.#options.quiet) return;
    this.#drawnAt = now;
    if (!this.#options.isTerminal) {
      const running = this.#runningLines().map((line) => line.trim().replace(/\s+/g, " "));
      this.#options.write(`${[this.#summary(now), ...running].join(" | ").trim()}\n`);
      return;
    }
    const filled = Math.round(this.#timeLeft.fraction * BAR_CHARACTERS);
    const bar = "█".repeat(filled) + "░".repeat(BAR_CHARACTERS - filled);
    const columns = this.#options.columns();
    const lines = [`${bar} ${this.#summary(now)}`, ...this.#runningLines()]
      .map((line) => [...line].slice(0, columns - 1).join(""));
    this.#options.write(`${this.#erase()}${lines.join("\n")}\n`);
    this.#drawnLines = lines.length;
  }

  #summary(now: number): string {
    const left = this.#timeLeft.at(now);
    const time = left === undefined || left === 0 ? "" : `, about ${formatDuration(left)} left`;
    return `${percentage(this.#timeLeft.fraction)} ${this.#ended}/${this.#jobs} jobs${time}`;
  }

  #runningLines(): string[] {
    const lines = [...this.#running.values()].map(({ name, progress }) =>
      progress
        ? `  ${percentage(progress.done / progress.total)} ${name}  ${progress.note}`
        : `   ... ${name}  starting`
    );
    if (lines.length <= MOST_LINES) return lines;
    return [...lines.slice(0, MOST_LINES - 1), `  and ${lines.length - MOST_LINES + 1} more`];
  }
}

function failureText(job: PlannedJob, error: Error): string {
  const account = error instanceof CliError
    ? [error.message, ...error.hint === undefined ? [] : [error.hint]].join("\n  ")
    : error.stack ?? error.message;
  return `Job ${nameOf(job)} failed: ${account}`;
}
