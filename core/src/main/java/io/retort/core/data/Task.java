package io.retort.core.data;

import io.retort.core.loss.TargetKind;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What to predict for a sample. */
public sealed interface Task {

  /**
   * The names of the outputs.
   *
   * @return one name for each class, label or value, in the order of the outputs
   */
  List<String> names();

  /**
   * The kind of target that the labels of the samples are.
   *
   * @return the kind
   */
  TargetKind labelKind();

  /**
   * Whether data sets have labels for it.
   *
   * @return false where only a teacher knows what to predict
   */
  default boolean hasLabels() {
    return true;
  }

  /**
   * The kind of target that a network's output for this task is for another network.
   *
   * @return logits of classes or of labels, or values
   */
  TargetKind outputKind();

  /**
   * The kinds in which a model can give its outputs for this task, where those of classes and of
   * labels are of one kind, as in {@link io.retort.core.teacher.TeacherOutput#kind}.
   *
   * @return at least one; the first is that of a network's outputs
   */
  List<TargetKind> modelOutputKinds();

  /**
   * The kind in which a network gives its outputs for this task.
   *
   * @return the first of {@link #modelOutputKinds}
   */
  default TargetKind networkOutputKind() {
    return modelOutputKinds().get(0);
  }

  /**
   * What makes predictions of a network's outputs.
   *
   * @return the function
   */
  OutputActivation outputActivation();

  /**
   * What one calls the outputs, in messages and in files.
   *
   * @return a noun in the plural, such as "classes"
   */
  String noun();

  /**
   * What brought each output from the units of the data to those in which samples, teachers and
   * students have it.
   *
   * @return one for each output; {@link Standardization#NONE} for what has no other scale, such as
   *     classes
   */
  default List<Standardization> scales() {
    return Collections.nCopies(outputs(), Standardization.NONE);
  }

  /**
   * The way from the scale in which samples, teachers and students have the outputs to the units of
   * the data.
   *
   * @return maps rows of outputs
   */
  default RowMapping toUnits() {
    List<Standardization> scales = scales();
    RowMapping.Builder mapping = new RowMapping.Builder(scales.size(), scales.size());
    for (int i = 0; i < scales.size(); i++) {
      mapping.rescale(i, scales.get(i), i, Standardization.NONE);
    }
    return mapping.build();
  }

  /**
   * The way from the units of the data to the scale in which samples, teachers and students have
   * the outputs.
   *
   * @return maps rows of outputs
   */
  default RowMapping fromUnits() {
    List<Standardization> scales = scales();
    RowMapping.Builder mapping = new RowMapping.Builder(scales.size(), scales.size());
    for (int i = 0; i < scales.size(); i++) {
      mapping.rescale(i, Standardization.NONE, i, scales.get(i));
    }
    return mapping.build();
  }

  /**
   * Calls the function that is for this kind of task, so that what forgets one does not compile.
   *
   * @param classes for {@link SingleLabel}
   * @param labels for {@link MultiLabel}
   * @param values for {@link Regression}
   * @param embedding for {@link Embedding}
   * @param <R> what they return
   * @return what that returns
   */
  <R> R match(
      Function<? super SingleLabel, ? extends R> classes,
      Function<? super MultiLabel, ? extends R> labels,
      Function<? super Regression, ? extends R> values,
      Function<? super Embedding, ? extends R> embedding);

  /**
   * The number of outputs that a model needs.
   *
   * @return at least 1
   */
  default int outputs() {
    return names().size();
  }

  /**
   * This task as a model has it that gives outputs of some width: vectors may be longer or shorter
   * than those of the data.
   *
   * @param width the number of a model's outputs, at least 1
   * @return this task, but for an {@link Embedding} one of that width
   */
  default Task ofWidth(int width) {
    return this;
  }

  /**
   * One class out of several.
   *
   * @param names the classes, at least two
   */
  record SingleLabel(List<String> names) implements Task {
    public SingleLabel {
      names = List.copyOf(names);
      if (names.size() < 2) {
        throw new IllegalArgumentException(
            "A classification needs at least two classes, not " + names);
      }
    }

    @Override
    public TargetKind labelKind() {
      return TargetKind.CLASSES;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.LOGITS;
    }

    @Override
    public List<TargetKind> modelOutputKinds() {
      return List.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);
    }

    @Override
    public OutputActivation outputActivation() {
      return OutputActivation.SOFTMAX;
    }

    @Override
    public String noun() {
      return "classes";
    }

    @Override
    public <R> R match(
        Function<? super SingleLabel, ? extends R> classes,
        Function<? super MultiLabel, ? extends R> labels,
        Function<? super Regression, ? extends R> values,
        Function<? super Embedding, ? extends R> embedding) {
      return classes.apply(this);
    }
  }

  /**
   * Any number of labels.
   *
   * @param names the labels, at least one
   */
  record MultiLabel(List<String> names) implements Task {
    public MultiLabel {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("There must be at least one label to predict");
      }
    }

    @Override
    public TargetKind labelKind() {
      return TargetKind.MULTI_LABELS;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.MULTI_LABEL_LOGITS;
    }

    @Override
    public List<TargetKind> modelOutputKinds() {
      return List.of(TargetKind.LOGITS, TargetKind.PROBABILITIES, TargetKind.LOG_PROBABILITIES);
    }

    @Override
    public OutputActivation outputActivation() {
      return OutputActivation.SIGMOID;
    }

    @Override
    public String noun() {
      return "labels";
    }

    @Override
    public <R> R match(
        Function<? super SingleLabel, ? extends R> classes,
        Function<? super MultiLabel, ? extends R> labels,
        Function<? super Regression, ? extends R> values,
        Function<? super Embedding, ? extends R> embedding) {
      return labels.apply(this);
    }
  }

  /**
   * Numbers.
   *
   * @param names the values, at least one
   * @param scales for each value, what brought it from the units of the data to those in which
   *     samples, teachers and students have it; figures and predictions are given in the units of
   *     the data
   */
  record Regression(List<String> names, List<Standardization> scales) implements Task {
    public Regression {
      names = List.copyOf(names);
      scales = List.copyOf(scales);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("There must be at least one value to predict");
      }
      if (scales.size() != names.size()) {
        throw new IllegalArgumentException(
            "There are " + scales.size() + " scales for the values " + names);
      }
    }

    /**
     * Numbers in the units of the data.
     *
     * @param names the values, at least one
     */
    public Regression(List<String> names) {
      this(names, Collections.nCopies(names.size(), Standardization.NONE));
    }

    @Override
    public TargetKind labelKind() {
      return TargetKind.VALUES;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.VALUES;
    }

    @Override
    public List<TargetKind> modelOutputKinds() {
      return List.of(TargetKind.VALUES);
    }

    @Override
    public OutputActivation outputActivation() {
      return OutputActivation.IDENTITY;
    }

    @Override
    public String noun() {
      return "values";
    }

    @Override
    public <R> R match(
        Function<? super SingleLabel, ? extends R> classes,
        Function<? super MultiLabel, ? extends R> labels,
        Function<? super Regression, ? extends R> values,
        Function<? super Embedding, ? extends R> embedding) {
      return values.apply(this);
    }
  }

  /**
   * A vector that tells by its direction which samples are alike. Data sets have no labels for it:
   * a teacher says what it should be, and its vectors may be longer or shorter. A run gives them in
   * the place of labels, as {@link TargetKind#VALUES} of any width, where models are measured.
   *
   * @param width the number of values of a model's vector, at least 1
   */
  record Embedding(int width) implements Task {
    /** The widest one; an encoder of texts gives some hundreds or thousands of values. */
    public static final int WIDEST = 65_536;

    public Embedding {
      if (width < 1 || width > WIDEST) {
        throw new IllegalArgumentException(
            "The width of an embedding is a number from 1 to " + WIDEST + ", not " + width);
      }
    }

    /** The places of the values, from 0. */
    @Override
    public List<String> names() {
      return IntStream.range(0, width).mapToObj(Integer::toString).toList();
    }

    @Override
    public int outputs() {
      return width;
    }

    @Override
    public Embedding ofWidth(int other) {
      return new Embedding(other);
    }

    @Override
    public boolean hasLabels() {
      return false;
    }

    @Override
    public TargetKind labelKind() {
      return TargetKind.VALUES;
    }

    @Override
    public TargetKind outputKind() {
      return TargetKind.VALUES;
    }

    @Override
    public List<TargetKind> modelOutputKinds() {
      return List.of(TargetKind.VALUES);
    }

    @Override
    public OutputActivation outputActivation() {
      return OutputActivation.IDENTITY;
    }

    @Override
    public String noun() {
      return "dimensions";
    }

    @Override
    public <R> R match(
        Function<? super SingleLabel, ? extends R> classes,
        Function<? super MultiLabel, ? extends R> labels,
        Function<? super Regression, ? extends R> values,
        Function<? super Embedding, ? extends R> embedding) {
      return embedding.apply(this);
    }
  }
}
