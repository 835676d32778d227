package io.retort.spark;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Task;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.tensor.Shape;
import io.retort.serving.format.NetworkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Teachers of 30 numbers and ten classes, as large as one would have. */
final class SpeedTeachers {
  static final int COLUMNS = 30;
  static final int CLASSES = 10;

  private static final int WIDTH = 512;
  private static final int TREES = 1000;
  private static final int DEPTH = 5;

  private SpeedTeachers() {}

  /** Writes the folder {@code network}, {@code network.onnx} and {@code trees.txt}. */
  static void write(Path folder) throws IOException {
    Head head =
        new Head(
            "y", new Task.SingleLabel(IntStream.range(0, CLASSES).mapToObj(i -> "c" + i).toList()));
    NetworkFolder.write(
        new SavedModel(
            network(), Optional.of(new Signature(new InputPreparation.Values(), List.of(head)))),
        Files.createDirectories(folder.resolve("network")));
    Files.write(folder.resolve("network.onnx"), onnx(new Random(1)));
    Files.writeString(folder.resolve("trees.txt"), trees(new Random(1)));
  }

  private static SavedNetwork network() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("one", new Layer.Dense(WIDTH, ActivationFunction.RELU))
                .add("two", new Layer.Dense(WIDTH, ActivationFunction.RELU), "one")
                .add("y", new Layer.Dense(CLASSES, ActivationFunction.LINEAR), "two")
                .build("y"),
            Shape.of(COLUMNS));
    return new SavedNetwork(plan, WeightInitialization.draw(plan, 1));
  }

  /** A network of the same layers. */
  private static byte[] onnx(Random random) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    graph.addInput(value("x", COLUMNS)).addOutput(value("y", CLASSES));
    int[] widths = {COLUMNS, WIDTH, WIDTH, CLASSES};
    String before = "x";
    for (int i = 0; i < 3; i++) {
      graph.addInitializer(weights("w" + i, random, widths[i + 1], widths[i]));
      graph.addInitializer(weights("b" + i, random, widths[i + 1]));
      String sum = i == 2 ? "y" : "s" + i;
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("Gemm")
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("transB")
                      .setType(AttributeProto.AttributeType.INT)
                      .setI(1))
              .addInput(before)
              .addInput("w" + i)
              .addInput("b" + i)
              .addOutput(sum));
      if (i < 2) {
        graph.addNode(NodeProto.newBuilder().setOpType("Relu").addInput(sum).addOutput("r" + i));
        before = "r" + i;
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, int width) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimValue(width)))))
        .build();
  }

  private static TensorProto weights(String name, Random random, int... extents) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    int count = 1;
    for (int extent : extents) {
      tensor.addDims(extent);
      count *= extent;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData((float) random.nextGaussian() / 16);
    }
    return tensor.build();
  }

  /** Full trees with random splits, as LightGBM writes them. */
  private static String trees(Random random) {
    int splits = (1 << DEPTH) - 1;
    List<String> all = new ArrayList<>();
    for (int i = 0; i < TREES; i++) {
      all.add(tree(random, i, splits));
    }
    String features =
        IntStream.range(0, COLUMNS).mapToObj(i -> "x" + i).collect(Collectors.joining(" "));
    String infos =
        IntStream.range(0, COLUMNS).mapToObj(i -> "[-5:5]").collect(Collectors.joining(" "));
    return "tree\nversion=v4\nnum_class="
        + CLASSES
        + "\nnum_tree_per_iteration="
        + CLASSES
        + "\nlabel_index=0\nmax_feature_idx="
        + (COLUMNS - 1)
        + "\nobjective=multiclass num_class:"
        + CLASSES
        + "\nfeature_names="
        + features
        + "\nfeature_infos="
        + infos
        + "\ntree_sizes="
        + all.stream().map(tree -> Integer.toString(tree.length())).collect(Collectors.joining(" "))
        + "\n\n"
        + String.join("", all)
        + "end of trees\n\nend of parameters\n\npandas_categorical:[]\n";
  }

  private static String tree(Random random, int number, int splits) {
    return "Tree="
        + number
        + "\nnum_leaves="
        + (splits + 1)
        + "\nnum_cat=0\nsplit_feature="
        + numbers(splits, i -> Integer.toString(random.nextInt(COLUMNS)))
        + "\nthreshold="
        + numbers(splits, i -> Double.toString(random.nextGaussian()))
        + "\ndecision_type="
        + numbers(splits, i -> "8")
        + "\nleft_child="
        + numbers(splits, i -> child(2 * i + 1, splits))
        + "\nright_child="
        + numbers(splits, i -> child(2 * i + 2, splits))
        + "\nleaf_value="
        + numbers(splits + 1, i -> Double.toString(random.nextGaussian() / 10))
        + "\nis_linear=0\nshrinkage=0.1\n\n\n";
  }

  /** A leaf has a negative number. */
  private static String child(int node, int splits) {
    return Integer.toString(node < splits ? node : -(node - splits) - 1);
  }

  private static String numbers(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(" "));
  }
}
