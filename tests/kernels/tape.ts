/**
 * Reverse-mode differentiation of scalars in f64 (Wengert, "A simple automatic derivative evaluation program", CACM 7(8),
 * 1964). A reference that is written with it states its forward equations alone, so its gradients cannot repeat a mistake of a
 * backward pass derived by hand.
 */

/** A number on the tape. */
export type Node = number;

/** Records operations; `gradients` runs them backwards. */
export class Tape {
  readonly #values: number[] = [];
  /** Node i depends on parents[ends[i − 1] … ends[i]), each with its partial derivative. */
  readonly #ends: number[] = [];
  readonly #parents: Node[] = [];
  readonly #partials: number[] = [];

  #close(value: number): Node {
    this.#ends.push(this.#parents.length);
    return this.#values.push(value) - 1;
  }

  #depend(parent: Node, partial: number): void {
    this.#parents.push(parent);
    this.#partials.push(partial);
  }

  /** A parameter, an input or a constant. */
  leaf(value: number): Node {
    return this.#close(value);
  }

  value(node: Node): number {
    return this.#values[node]!;
  }

  add(...terms: readonly Node[]): Node {
    let sum = 0;
    for (const term of terms) {
      this.#depend(term, 1);
      sum += this.value(term);
    }
    return this.#close(sum);
  }

  subtract(a: Node, b: Node): Node {
    this.#depend(a, 1);
    this.#depend(b, -1);
    return this.#close(this.value(a) - this.value(b));
  }

  multiply(a: Node, b: Node): Node {
    this.#depend(a, this.value(b));
    this.#depend(b, this.value(a));
    return this.#close(this.value(a) * this.value(b));
  }

  /** Σ a[i]·b[i] */
  dot(a: readonly Node[], b: readonly Node[]): Node {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      const x = a[i]!, y = b[i]!;
      this.#depend(x, this.value(y));
      this.#depend(y, this.value(x));
      sum += this.value(x) * this.value(y);
    }
    return this.#close(sum);
  }

  tanh(x: Node): Node {
    const y = Math.tanh(this.value(x));
    this.#depend(x, 1 - y * y);
    return this.#close(y);
  }

  sigmoid(x: Node): Node {
    const y = 1 / (1 + Math.exp(-this.value(x)));
    this.#depend(x, y * (1 - y));
    return this.#close(y);
  }

  /** The derivative with respect to every node of Σ weight · node over `seeds`. */
  gradients(seeds: Iterable<readonly [Node, number]>): Float64Array {
    const adjoints = new Float64Array(this.#values.length);
    for (const [node, weight] of seeds) adjoints[node]! += weight;
    for (let node = adjoints.length - 1; node >= 0; node--) {
      const adjoint = adjoints[node]!;
      if (adjoint === 0) continue;
      for (let edge = node === 0 ? 0 : this.#ends[node - 1]!; edge < this.#ends[node]!; edge++) {
        adjoints[this.#parents[edge]!]! += adjoint * this.#partials[edge]!;
      }
    }
    return adjoints;
  }
}
