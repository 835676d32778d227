package io.retort.backends.cpu.onednn;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of images with sums.
 *
 * @param fused those that a convolution computes in inference; the others it must not
 */
record Residual(NetworkDescription network, List<String> fused) {
  static final Shape IMAGE = Shape.of(3, 8, 8);

  private static final Layer ADD = new Layer.Add();
  private static final Layer RELU = new Layer.Activation(ActivationFunction.RELU);
  private static final Layer CONV = new Layer.Conv2d(3, 3, ActivationFunction.LINEAR);
  private static final Layer POOL = new Layer.MaxPool(Extent.of(3), Extent.of(1), Padding.SAME);

  private static Residual of(NetworkDescription network, String... fused) {
    return new Residual(network, List.of(fused));
  }

  static List<Residual> all() {
    List<Residual> all = new ArrayList<>(fusible());
    all.add(blocks());
    all.addAll(readByOthers());
    all.addAll(unsuitableConvolutions());
    all.addAll(views());
    return all;
  }

  private static List<Residual> fusible() {
    return List.of(
        of(start().add("a", CONV).add("sum", ADD, "stem", "a").build(), "sum"),
        of(start().add("a", CONV).add("sum", ADD, "a", "stem").build(), "sum"),
        of(start().add("a", CONV).add("sum", ADD, "a", "stem").add("r", RELU).build(), "sum"),
        // The other value is that of another layer.
        of(
            stem()
                .add("pool", POOL)
                .add("c", CONV)
                .add("a", CONV)
                .add("sum", ADD, "a", "pool")
                .build(),
            "sum"),
        of(
            stem()
                .add("up", new Layer.Upsample(Extent.of(2)))
                .add("c", CONV)
                .add("a", CONV)
                .add("sum", ADD, "a", "up")
                .build(),
            "sum"),
        of(
            stem()
                .add("pool", POOL)
                .add("both", new Layer.Concat(), "stem", "pool")
                .add("c", CONV)
                .add("a", new Layer.Conv2d(6, 3, ActivationFunction.LINEAR))
                .add("sum", ADD, "a", "both")
                .build(),
            "sum"),
        // It is a function that a sum applies.
        of(
            stem()
                .add("pool", POOL)
                .add("before", ADD, "stem", "pool")
                .add("r", RELU)
                .add("c", CONV)
                .add("a", CONV)
                .add("sum", ADD, "a", "r")
                .build(),
            "sum"),
        // It was read before by layers that give no view of it.
        of(
            stem()
                .add("pool", POOL, "stem")
                .add("mean", new Layer.GlobalAvgPool(), "stem")
                .add("up", new Layer.Upsample(Extent.of(2)), "stem")
                .add("both", new Layer.Concat(), "stem", "pool")
                .add("twice", ADD, "stem", "pool")
                .add("r", RELU, "stem")
                .add("c", CONV, "stem")
                .add("a", CONV)
                .add("sum", ADD, "a", "stem")
                .build("sum", "pool", "mean", "up", "both", "twice", "r"),
            "sum"));
  }

  /** One block after another, with functions that the sums apply. */
  static Residual blocks() {
    return of(
        start()
            .add("a1", CONV)
            .add("sum1", ADD, "a1", "stem")
            .add("out1", RELU)
            .add("a2", CONV)
            .add("small", convolution(1, 1, Padding.SAME, ActivationFunction.LINEAR), "out1")
            .add("sum2", ADD, "a2", "small")
            .add("out2", new Layer.Activation(ActivationFunction.TANH))
            .add("c3", CONV)
            .add("a3", CONV)
            .add("sum3", ADD, "out2", "a3")
            .build(),
        "sum1",
        "sum2",
        "sum3");
  }

  /** The other value is read by others afterwards, or is an output, or the input. */
  private static List<Residual> readByOthers() {
    return List.of(
        of(
            start()
                .add("a", CONV)
                .add("sum", ADD, "a", "stem")
                .add("again", ADD, "sum", "stem")
                .build()),
        of(
            start()
                .add("a", CONV)
                .add("between", CONV, "stem")
                .add("sum", ADD, "a", "stem")
                .add("again", ADD, "sum", "between")
                .build()),
        of(stem().add("a", CONV).add("sum", ADD, "a", "stem").build()),
        of(start().add("a", CONV).add("sum", ADD, "a", "stem").build("sum", "stem")),
        of(
            NetworkDescription.sequence()
                .add("c", CONV)
                .add("a", CONV)
                .add("sum", ADD, "a", NetworkDescription.INPUT)
                .build()));
  }

  /** The convolution is an output, is read twice, or its sum is more or its window less. */
  private static List<Residual> unsuitableConvolutions() {
    Layer half = convolution(1, 2, Padding.SAME, ActivationFunction.LINEAR);
    Layer whole = convolution(8, 1, Padding.VALID, ActivationFunction.RELU);
    Layer tanh = convolution(3, 1, Padding.SAME, ActivationFunction.TANH);
    return List.of(
        of(start().add("a", CONV).add("sum", ADD, "a", "stem").build("sum", "a")),
        of(
            start()
                .add("a", CONV)
                .add("sum", ADD, "a", "stem")
                .add("twice", ADD, "sum", "a")
                .build()),
        of(start().add("a", tanh).add("sum", ADD, "a", "stem").build()),
        of(start().add("a", CONV).add("sum", ADD, "a", "stem", "stem").build()),
        of(start().add("a", CONV).add("sum", ADD, "a", "a", "stem").build()),
        of(start().add("b", CONV).add("a", CONV).add("sum", ADD, "a", "stem", "c").build()),
        of(start().add("a", CONV).add("sum", ADD, "a", "a").build()),
        // The window leaves out a part of the image, or is as large as that.
        of(
            stem()
                .add("other", half, "stem")
                .add("c", CONV, "stem")
                .add("a", half)
                .add("sum", ADD, "a", "other")
                .build()),
        of(
            NetworkDescription.sequence()
                .add("stem", whole)
                .add("c", CONV)
                .add("a", CONV)
                .add("sum", ADD, "a", "stem")
                .build()));
  }

  /** The other value lies where that of a third node does. */
  private static List<Residual> views() {
    List<Residual> views = new ArrayList<>();
    for (Layer view :
        List.of(
            new Layer.Reshape(IMAGE),
            new Layer.Dropout(0.5),
            new Layer.Activation(ActivationFunction.LINEAR))) {
      views.add(
          of(
              stem()
                  .add("view", view)
                  .add("c", CONV)
                  .add("a", CONV)
                  .add("sum", ADD, "a", "view")
                  .add("again", ADD, "sum", "stem")
                  .build("again")));
      views.add(of(viewed(view).add("again", ADD, "sum", "view").build()));
      views.add(of(viewed(view).build("sum", "view")));
    }
    views.add(of(viewed(new Layer.Flatten()).build("sum", "view")));
    return views;
  }

  /** A block whose other value has a view that is made before the sum. */
  private static NetworkDescription.Builder viewed(Layer view) {
    return stem()
        .add("view", view)
        .add("c", CONV, "stem")
        .add("a", CONV)
        .add("sum", ADD, "a", "stem");
  }

  private static NetworkDescription.Builder stem() {
    return NetworkDescription.sequence()
        .add("stem", new Layer.Conv2d(3, 3, ActivationFunction.RELU));
  }

  /** With a convolution between: the one that adds must not read what it adds to. */
  private static NetworkDescription.Builder start() {
    return stem().add("c", CONV);
  }

  private static Layer convolution(
      int kernel, int stride, Padding padding, ActivationFunction function) {
    return new Layer.Conv2d(
        3,
        Extent.of(kernel),
        Extent.of(stride),
        padding,
        Extent.of(1),
        1,
        function,
        true,
        Initializer.AUTO);
  }
}
