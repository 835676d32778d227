package io.retort.serving;

import io.retort.core.loss.TargetKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a head says of a sample.
 *
 * @param head the head
 * @param values a probability for each class or label, or the values, or the vector
 */
public record Prediction(StudentHead head, float[] values) {

  /**
   * The predictions of all heads for one of several samples.
   *
   * @param heads the student's heads
   * @param outputs what {@link Student#predictHeads} gave
   * @param sample the sample's number, from 0
   * @return in the order of the heads
   */
  public static List<Prediction> of(
      List<StudentHead> heads, Map<String, List<float[]>> outputs, int sample) {
    List<Prediction> predictions = new ArrayList<>(heads.size());
    for (StudentHead head : heads) {
      predictions.add(new Prediction(head, outputs.get(head.name()).get(sample)));
    }
    return predictions;
  }

  /**
   * Predictions for one sample as plain data, in the form in which they are written as JSON: by the
   * names of the heads, for each an object with {@code label} (the class) or {@code labels} (those
   * that are set) and {@code probabilities}, with {@code values}, by their names, or with {@code
   * vector}, a list of numbers.
   *
   * @param heads a prediction for each head
   * @return maps, lists, texts and numbers
   */
  public static Map<String, Object> tree(List<Prediction> heads) {
    Map<String, Object> tree = new LinkedHashMap<>();
    heads.forEach(each -> tree.put(each.head.name(), each.tree()));
    return tree;
  }

  private Map<String, Object> tree() {
    return head.task()
        .match(
            classes -> probabilities("label", mostLikely()),
            labels -> probabilities("labels", set()),
            numbers -> Map.of("values", byName()),
            embedding -> Map.of("vector", vector()));
  }

  private Map<String, Object> probabilities(String key, Object decision) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(key, decision);
    tree.put("probabilities", byName());
    return tree;
  }

  private List<Object> vector() {
    List<Object> vector = new ArrayList<>(values.length);
    for (float value : values) {
      vector.add(value);
    }
    return vector;
  }

  private Map<String, Object> byName() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      numbers.put(head.names().get(i), values[i]);
    }
    return numbers;
  }

  /** The labels that are set. */
  private List<String> set() {
    return IntStream.range(0, values.length)
        .filter(this::isSet)
        .mapToObj(head.names()::get)
        .toList();
  }

  /**
   * The class with the largest probability, for a head of classes.
   *
   * @return its name; the first of several with the same probability
   */
  public String mostLikely() {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return head.names().get(best);
  }

  /**
   * Whether one of several classes is predicted.
   *
   * @return whether the values are the probabilities of classes
   */
  public boolean isClass() {
    return head.predicts() == TargetKind.CLASSES;
  }

  /**
   * Whether any number of labels is predicted.
   *
   * @return whether the values are the probabilities of labels
   */
  public boolean isLabels() {
    return head.predicts() == TargetKind.MULTI_LABELS;
  }

  /**
   * Whether a label is set, for a head of labels.
   *
   * @param label its number, from 0
   * @return whether it is at least as likely as not
   */
  public boolean isSet(int label) {
    return values[label] >= 0.5f;
  }
}
