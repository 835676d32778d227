package io.retort.backends.cpu.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A recurrent layer on random numbers, by the definition of its cell. */
final class RecurrentCase extends VerificationCase {
  /** How many multiplications are computed of a sequence: a state needs all before it. */
  private static final long SEQUENCE_MULTIPLICATIONS = 1 << 23;

  private final RecurrentSpec recurrence;

  /** The states after each step, of sequences that were looked at. */
  private final Map<Integer, double[][]> states = new HashMap<>();

  RecurrentCase(RecurrentSpec recurrence) {
    super(recurrence);
    this.recurrence = recurrence;
    draw(ArrayRole.IMAGE, unit(1));
    draw(ArrayRole.WEIGHT, unit(recurrence.features()));
    draw(ArrayRole.RECURRENT_WEIGHT, unit(recurrence.units()));
    draw(ArrayRole.BIAS, unit(1));
    unwritten(ArrayRole.OUTPUT);
  }

  /** The first sequence, the last one and one between, for as many steps as are little work. */
  @Override
  int[] places(ArrayRole role, int count) {
    int batch = recurrence.batch();
    int units = recurrence.units();
    int steps = steps();
    return IntStream.of(0, random().below(batch), batch - 1)
        .distinct()
        .boxed()
        .flatMapToInt(
            sequence ->
                IntStream.range(0, steps * units)
                    .map(i -> (i / units * batch + sequence) * units + i % units))
        .toArray();
  }

  private int steps() {
    long multiplications =
        (long) recurrence.cell().gates()
            * recurrence.units()
            * (recurrence.features() + recurrence.units());
    return (int)
        Math.min(recurrence.time(), Math.max(2, SEQUENCE_MULTIPLICATIONS / multiplications));
  }

  @Override
  double expected(ArrayRole role, int place) {
    int units = recurrence.units();
    int sequence = place / units % recurrence.batch();
    int step = place / units / recurrence.batch();
    return states.computeIfAbsent(sequence, this::run)[step][place % units];
  }

  private double[][] run(int sequence) {
    int units = recurrence.units();
    double[] state = new double[units];
    double[] cell = new double[units];
    double[][] after = new double[steps()][];
    for (int step = 0; step < after.length; step++) {
      int first = (step * recurrence.batch() + sequence) * recurrence.features();
      double[] ofInput = multiplied(ArrayRole.WEIGHT, i -> values(ArrayRole.IMAGE)[first + i]);
      double[] before = state;
      double[] ofState = multiplied(ArrayRole.RECURRENT_WEIGHT, i -> before[i]);
      state =
          recurrence.cell() == RecurrentSpec.Cell.LSTM
              ? lstm(ofInput, ofState, cell)
              : gru(ofInput, ofState, before);
      after[step] = state;
    }
    return after;
  }

  /** What each gate of each unit gets from all inputs. */
  private double[] multiplied(ArrayRole weight, IntToDoubleFunction input) {
    double[] sums = new double[recurrence.cell().gates() * recurrence.units()];
    float[] weights = values(weight);
    for (int i = 0; i < weights.length / sums.length; i++) {
      double factor = input.applyAsDouble(i);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += factor * weights[i * sums.length + j];
      }
    }
    return sums;
  }

  private double bias(int gate, int unit) {
    return values(ArrayRole.BIAS)[gate * recurrence.units() + unit];
  }

  /** A step of Hochreiter and Schmidhuber's cell with a forget gate. */
  private double[] lstm(double[] ofInput, double[] ofState, double[] cell) {
    int units = recurrence.units();
    double[] state = new double[units];
    for (int i = 0; i < units; i++) {
      double[] gates = new double[4];
      for (int gate = 0; gate < gates.length; gate++) {
        gates[gate] = ofInput[gate * units + i] + ofState[gate * units + i] + bias(gate, i);
      }
      cell[i] = sigmoid(gates[1]) * cell[i] + sigmoid(gates[0]) * Math.tanh(gates[2]);
      state[i] = sigmoid(gates[3]) * Math.tanh(cell[i]);
    }
    return state;
  }

  /** A step of a GRU that resets what the state contributes, as in cuDNN and Keras. */
  private double[] gru(double[] ofInput, double[] ofState, double[] before) {
    int units = recurrence.units();
    double[] state = new double[units];
    for (int i = 0; i < units; i++) {
      double update = sigmoid(ofInput[i] + ofState[i] + bias(0, i));
      double reset = sigmoid(ofInput[units + i] + ofState[units + i] + bias(1, i));
      double candidate =
          Math.tanh(
              ofInput[2 * units + i] + bias(2, i) + reset * (ofState[2 * units + i] + bias(3, i)));
      state[i] = update * before[i] + (1 - update) * candidate;
    }
    return state;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
