package io.retort.backends.cpu.onednn;

/**
 * A recurrent layer over all steps, from a state of zeros.
 *
 * @param cell what it does in a step
 * @param time the number of steps
 * @param batch the number of sequences
 * @param features of a step
 * @param units of the state
 */
record RecurrentSpec(Cell cell, int time, int batch, int features, int units)
    implements PrimitiveSpec {

  /** Cells with gates and biases in oneDNN's order. */
  enum Cell {
    /** Input, forget, candidate, output. */
    LSTM(4, 4),
    /** Update, reset, candidate; the candidate has a bias for the state as well. */
    GRU(3, 4);

    private final int gates;
    private final int biases;

    Cell(int gates, int biases) {
      this.gates = gates;
      this.biases = biases;
    }

    int gates() {
      return gates;
    }

    int biases() {
      return biases;
    }
  }

  @Override
  public long size(ArrayRole role) {
    return switch (role) {
      case IMAGE -> (long) time * batch * features;
      case WEIGHT -> (long) features * cell.gates() * units;
      case RECURRENT_WEIGHT -> (long) units * cell.gates() * units;
      case BIAS -> (long) cell.biases() * units;
      case OUTPUT -> (long) time * batch * units;
      default -> 0;
    };
  }

  /** A state is rounded in each step, and forgotten after some. */
  @Override
  public int roundings() {
    return Math.min(time, 4);
  }
}
