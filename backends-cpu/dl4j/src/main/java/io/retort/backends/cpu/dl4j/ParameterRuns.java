package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.network.ParameterSlice;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the values of a canonical vector lie among the flattened parameters of a ComputationGraph.
 * Each array is one run of values or, where a recurrent layer orders its gates in another way, a
 * few: the two libraries agree on the order within.
 */
final class ParameterRuns {
  private final Map<String, List<Run>> byVertex = new LinkedHashMap<>();

  /**
   * A run of values.
   *
   * @param canonical its start in the canonical vector
   * @param flattened its start in the flattened parameters, or in those of one vertex
   * @param length the number of values
   */
  private record Run(int canonical, int flattened, int length) {}

  /** Places a whole array at an offset in the parameters of a vertex. */
  void add(String vertex, ParameterSlice slice, int offset) {
    add(vertex, slice, 0, offset, slice.shape().elements());
  }

  /** Places the part of an array that starts at {@code from} in the parameters of a vertex. */
  void add(String vertex, ParameterSlice slice, int from, int offset, int length) {
    byVertex
        .computeIfAbsent(vertex, name -> new ArrayList<>())
        .add(new Run(slice.offset() + from, offset, length));
  }

  /**
   * The copier for a graph with these vertices.
   *
   * @param graph an initialised graph
   * @return a copier that can be used again and again
   */
  Copier in(ComputationGraph graph) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      for (Run run : byVertex.getOrDefault(vertex.getVertexName(), List.of())) {
        runs.add(new Run(run.canonical, start + run.flattened, run.length));
      }
      start += Math.toIntExact(vertex.numParams());
    }
    return new Copier(runs);
  }

  /** Copies between canonical vectors and flattened ones. */
  static final class Copier {
    private final List<Run> runs;

    private Copier(List<Run> runs) {
      this.runs = runs;
    }

    /** Whether the graph has no parameters, and so no flattened vectors either. */
    boolean isEmpty() {
      return runs.isEmpty();
    }

    void toFlattened(FloatBuffer canonical, INDArray flattened) {
      if (isEmpty()) {
        // The flattened vector may be empty, and then has no memory.
        return;
      }
      NativeValues values = NativeValues.of(flattened);
      for (Run run : runs) {
        values.put(run.flattened, canonical, run.canonical, run.length);
      }
    }

    void toCanonical(INDArray flattened, FloatBuffer canonical) {
      NativeValues values = NativeValues.of(flattened);
      for (Run run : runs) {
        values.get(run.flattened, canonical, run.canonical, run.length);
      }
    }
  }
}
