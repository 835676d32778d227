package io.retort.backends.cpu.dl4j;

import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The vertex of a ComputationGraph that runs a {@link CustomOperator}; it lives in memory only. */
final class OperatorVertex extends GraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient CustomOperator operator;

  OperatorVertex(CustomOperator operator) {
    this.operator = operator;
  }

  @Override
  public GraphVertex clone() {
    return new OperatorVertex(operator);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OperatorVertex vertex && vertex.operator == operator;
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(operator);
  }

  @Override
  public long numParams(boolean backprop) {
    return operator.parameters();
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new Instance(graph, name, index, type, operator, parameters);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    throw new UnsupportedOperationException("The plan of the network knows all shapes");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException("There is no memory report for operators");
  }

  /** The vertex of a running graph. */
  @SuppressWarnings("overrides") // the base class declares setInputs without its dots
  private static final class Instance extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final transient CustomOperator operator;
    private final transient INDArray parameters;
    private transient INDArray gradients;

    Instance(
        ComputationGraph graph,
        String name,
        int index,
        DataType type,
        CustomOperator operator,
        INDArray parameters) {
      super(graph, name, index, null, null, type);
      this.operator = operator;
      this.parameters = parameters;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
      return operator.forward(inputs[0], parameters, training);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
      INDArray derivative = operator.backward(inputs[0], epsilon, parameters, gradients);
      // Nothing else reads it: what adds or joins copies for each of its inputs.
      if (epsilon.closeable() && (derivative == null || derivative.data() != epsilon.data())) {
        epsilon.close();
      }
      return new Pair<>(new DefaultGradient(), new INDArray[] {derivative});
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
      gradients = view;
    }

    @Override
    public INDArray params() {
      return parameters;
    }

    @Override
    public long numParams() {
      return operator.parameters();
    }

    @Override
    public INDArray getGradientsViewArray() {
      return gradients;
    }

    @Override
    public boolean hasLayer() {
      return false;
    }

    @Override
    public Layer getLayer() {
      return null;
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
        INDArray[] masks, MaskState state, int batch) {
      return null;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return getVertexName() + ": " + operator.getClass().getSimpleName();
    }
  }
}
