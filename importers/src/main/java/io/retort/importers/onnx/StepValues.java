package io.retort.importers.onnx;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SequenceLength;
import io.retort.core.network.SequenceLength.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values of a graph that say how many steps a sample has, which are not values of a network: what
 * follows from the comparison of the input with 0, as Retort's exporter writes it.
 */
final class StepValues {
  /** More steps than windows have, by which lengths are told from each other. */
  private static final int FAR = 1 << 16;

  private final OnnxNetworkDraft network;
  private final OnnxGraph graph;
  private final Map<String, Measure> measures = new HashMap<>();
  private final Set<String> cleared = new HashSet<>();

  /** What a value is. */
  private enum Kind {
    /** The input, with 0 in place of −1. */
    TOKENS,
    /** 1 or true where there is a token: {@code [batch, time]}. */
    PRESENT,
    /** The same as rows: {@code [batch, 1, time]}. */
    FACTORS,
    /** The number of steps, {@code [batch, 1]}. */
    COUNT,
    /** The number of steps and something more; that is not below 0; and divided. */
    SHIFTED,
    POSITIVE,
    PLACES,
    /** 1 where there are steps, 0 elsewhere. */
    SOME,
    /** Whether there are steps. */
    ARE_SOME,
    /** The number of steps, but at least 1. */
    AT_LEAST_ONE,
    /** Whether a step is there: {@code [batch, time]}, and {@code [batch, time, 1]}. */
    THERE,
    MASK
  }

  /** A value, of a sequence of a length; {@code added} and {@code stride} on the way to others. */
  private record Measure(Kind kind, SequenceLength length, long added, long stride) {
    static Measure of(Kind kind) {
      return new Measure(kind, new SequenceLength(List.of()), 0, 1);
    }

    Measure as(Kind other) {
      return new Measure(other, length, added, stride);
    }
  }

  StepValues(OnnxNetworkDraft network, OnnxGraph graph) {
    this.network = network;
    this.graph = graph;
  }

  /** Takes a node that computes such a value; false if it computes another. */
  boolean add(OnnxNode node) {
    Optional<Measure> measure = measure(node);
    measure.ifPresent(found -> measures.put(node.output(0), found));
    return measure.isPresent();
  }

  private Optional<Measure> measure(OnnxNode node) {
    boolean ofInput = graph.input().getName().equals(node.input(0));
    Measure first = measures.get(node.input(0));
    return switch (node.type()) {
      case "GreaterOrEqual" ->
          ofInput && isNumber(node, 1, 0)
              ? Optional.of(Measure.of(Kind.PRESENT))
              : Optional.empty();
      case "Max" ->
          ofInput && isNumber(node, 1, 0)
              ? Optional.of(Measure.of(Kind.TOKENS))
              : Optional.ofNullable(first).map(measure -> larger(node, measure));
      case "Less" ->
          Optional.ofNullable(measures.get(node.input(1)))
              .filter(limit -> limit.kind == Kind.COUNT && isRange(node))
              .map(limit -> limit.as(Kind.THERE));
      default -> first == null ? Optional.empty() : next(node, first);
    };
  }

  private Optional<Measure> next(OnnxNode node, Measure first) {
    Kind kind = first.kind;
    return switch (node.type()) {
      case "Cast" -> Optional.of(first);
      case "ReduceSum" ->
          kind == Kind.PRESENT && isNumber(node, 1, 1) && node.integer("keepdims", 1) == 1
              ? Optional.of(first.as(Kind.COUNT))
              : unknown(node);
      case "Add" ->
          kind == Kind.COUNT
              ? Optional.of(new Measure(Kind.SHIFTED, first.length, number(node, 1), first.stride))
              : unknown(node);
      case "Div" ->
          kind == Kind.POSITIVE
              ? Optional.of(new Measure(Kind.PLACES, first.length, first.added, number(node, 1)))
              : unknown(node);
      case "Min" ->
          kind == Kind.COUNT && isNumber(node, 1, 1)
              ? Optional.of(first.as(Kind.SOME))
              : unknown(node);
      case "Mul" -> Optional.of(windowed(node, first));
      case "Greater" ->
          kind == Kind.COUNT && isNumber(node, 1, 0)
              ? Optional.of(first.as(Kind.ARE_SOME))
              : unknown(node);
      case "Unsqueeze" ->
          kind == Kind.THERE && isNumber(node, 1, 2)
              ? Optional.of(first.as(Kind.MASK))
              : kind == Kind.PRESENT && isNumber(node, 1, 1)
                  ? Optional.of(first.as(Kind.FACTORS))
                  : unknown(node);
      case "Squeeze" ->
          kind == Kind.AT_LEAST_ONE && isNumber(node, 1, 1) ? Optional.of(first) : unknown(node);
      default -> Optional.empty();
    };
  }

  private Measure larger(OnnxNode node, Measure first) {
    if (first.kind == Kind.SHIFTED && isNumber(node, 1, 0)) {
      return first.as(Kind.POSITIVE);
    } else if (first.kind == Kind.COUNT && isNumber(node, 1, 1)) {
      return first.as(Kind.AT_LEAST_ONE);
    }
    throw node.refused("limits a number of steps in a way that no layer does");
  }

  /** {@code (steps + margin − covered + stride) / stride}, but 0 of 0. */
  private Measure windowed(OnnxNode node, Measure places) {
    Measure some = measures.get(node.input(1));
    boolean fits =
        places.kind == Kind.PLACES
            && some != null
            && some.kind == Kind.SOME
            && some.length.equals(places.length);
    if (!fits) {
      throw node.refused("multiplies a number of steps");
    }
    // Only the difference of margin and cover is known, and it is all that counts.
    long difference = places.added - places.stride;
    if (places.stride < 1 || places.stride > FAR || Math.abs(difference) > FAR) {
      throw node.refused("has a stride or a margin that no layer has");
    }
    List<Window> windows = new ArrayList<>(places.length.windows());
    windows.add(
        new Window(
            (int) Math.max(0, -difference), (int) places.stride, (int) Math.max(0, difference)));
    return new Measure(Kind.COUNT, new SequenceLength(windows), 0, 1);
  }

  private static Optional<Measure> unknown(OnnxNode node) {
    throw node.refused("computes with the number of steps what no layer does");
  }

  private boolean isRange(OnnxNode node) {
    long[] numbers = graph.constant(node.input(0)).map(OnnxTensor::integers).orElse(new long[0]);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != i) {
        return false;
      }
    }
    return numbers.length > 0;
  }

  private long number(OnnxNode node, int input) {
    double[] numbers = numbers(node, input);
    boolean whole = numbers.length == 1 && Math.abs(numbers[0]) <= FAR;
    if (!whole || numbers[0] != Math.rint(numbers[0])) {
      throw node.refused("reads '" + node.input(input) + "', which is not a constant whole number");
    }
    return (long) numbers[0];
  }

  private boolean isNumber(OnnxNode node, int input, double only) {
    return Arrays.equals(numbers(node, input), new double[] {only});
  }

  private double[] numbers(OnnxNode node, int input) {
    return graph.constant(node.input(input)).map(OnnxTensor::numbers).orElse(new double[0]);
  }

  /** Whether a value says something of steps. */
  boolean isMeasure(String value) {
    return measures.containsKey(value);
  }

  private boolean is(String value, Kind kind) {
    return measures.containsKey(value) && measures.get(value).kind == kind;
  }

  /** Whether a value is the input without its −1. */
  boolean isTokens(String value) {
    return is(value, Kind.TOKENS);
  }

  /** Whether a value has 1 for each token and 0 behind them. */
  boolean isFactors(String value) {
    return is(value, Kind.FACTORS);
  }

  /** Whether a value is how many tokens a sample has, but at least 1. */
  boolean isTokenCount(String value) {
    return is(value, Kind.AT_LEAST_ONE) && measures.get(value).length.windows().isEmpty();
  }

  /** Whether a value is how many steps a sequence has, but at least 1. */
  boolean isCountOf(String value, GraphValue sequence) {
    return is(value, Kind.AT_LEAST_ONE) && isLengthOf(value, sequence);
  }

  /** Whether a value tells the steps of a sequence that are there. */
  boolean isMaskOf(String value, GraphValue sequence) {
    return is(value, Kind.MASK) && isLengthOf(value, sequence);
  }

  /** Whether a value tells the tokens that are there. */
  boolean isMaskOfTokens(String value) {
    return is(value, Kind.MASK) && measures.get(value).length.windows().isEmpty();
  }

  /** Whether a value tells the samples that have any steps. */
  boolean tellsIfAny(String value) {
    return is(value, Kind.ARE_SOME);
  }

  private boolean isLengthOf(String value, GraphValue sequence) {
    Optional<SequenceLength> length = network.length(sequence);
    SequenceLength measured = measures.get(value).length;
    int time = Math.min(FAR, network.input().extent(0));
    for (int tokens = 0; length.isPresent() && tokens <= time; tokens++) {
      if (length.get().of(tokens) != measured.of(tokens)) {
        return false;
      }
    }
    return length.isPresent();
  }

  /** Notes that the graph sets the steps of a sequence to 0 that are not there. */
  void clear(GraphValue sequence) {
    cleared.add(sequence.node());
  }

  /**
   * Makes sure that the graph has zeros wherever the network does.
   *
   * @throws RetortException naming a node at which they differ
   */
  void requireCleared(NetworkPlan plan) {
    for (Node node : plan.description().nodes()) {
      if (plan.clears(node) && !cleared.contains(node.name())) {
        throw new RetortException(
            ErrorKind.DATA,
            "what becomes the node '"
                + node.name()
                + "' has values at steps that a sample does not have, where a network has zeros");
      }
    }
  }
}
